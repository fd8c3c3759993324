package settings

import (
	"testing"
	"time"
)

func environment(values map[string]string) func(string) string {
	return func(name string) string { return values[name] }
}

func TestRead(t *testing.T) {
	s, err := Read(environment(map[string]string{
		"LIBRARY_LIMIT": "5",
		"AUDIT_MODE":    "mail",
		"AUDIT_EVERY":   "1h",
	}))
	if err != nil {
		t.Fatal(err)
	}
	if s.Address != ":8080" || s.Limit != 5 {
		t.Errorf("got %+v", s)
	}
	if s.Audit != AuditMail || s.AuditEvery != time.Hour {
		t.Errorf("got %+v", s)
	}
}

func TestRefusals(t *testing.T) {
	for name, value := range map[string]string{
		"LIBRARY_LIMIT": "many",
		"AUDIT_MODE":    "letter",
		"AUDIT_EVERY":   "often",
	} {
		if _, err := Read(environment(map[string]string{name: value})); err == nil {
			t.Errorf("%s=%s is not refused", name, value)
		}
	}
}

func TestAuditIsOff(t *testing.T) {
	if s, _ := Read(environment(nil)); s.Audit != AuditOff {
		t.Errorf("got %s", s.Audit)
	}
}
