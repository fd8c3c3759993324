package settings

import (
	"testing"
)

func environment(values map[string]string) func(string) string {
	return func(name string) string { return values[name] }
}

func TestRead(t *testing.T) {
	s, err := Read(environment(map[string]string{
		"LIBRARY_LIMIT": "5",
	}))
	if err != nil {
		t.Fatal(err)
	}
	if s.Address != ":8080" || s.Limit != 5 {
		t.Errorf("got %+v", s)
	}
}

func TestRefusals(t *testing.T) {
	for name, value := range map[string]string{
		"LIBRARY_LIMIT": "many",
	} {
		if _, err := Read(environment(map[string]string{name: value})); err == nil {
			t.Errorf("%s=%s is not refused", name, value)
		}
	}
}
