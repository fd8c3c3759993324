package config

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// environment reads variables and collects what is wrong with them, so that one
// start shows every mistake.
type environment struct {
	lookup   func(key string) (string, bool)
	problems []error
}

func (e *environment) refuse(key, problem string) {
	e.problems = append(e.problems, fmt.Errorf("%s %s", key, problem))
}

// An empty value counts as not set: compose files pass variables on that way.
func (e *environment) getEnv(key, fallback string) string {
	if value, ok := e.lookup(key); ok && value != "" {
		return value
	}
	return fallback
}

func (e *environment) getEnvAsInt(key string, fallback int) int {
	text := e.getEnv(key, "")
	if text == "" {
		return fallback
	}
	value, err := strconv.Atoi(text)
	if err != nil || value < 1 {
		e.refuse(key, fmt.Sprintf("must be a whole number above 0, is %q", text))
		return fallback
	}
	return value
}

func (e *environment) getEnvAsBool(key string, fallback bool) bool {
	text := e.getEnv(key, "")
	if text == "" {
		return fallback
	}
	value, err := strconv.ParseBool(text)
	if err != nil {
		e.refuse(key, fmt.Sprintf("must be true or false, is %q", text))
		return fallback
	}
	return value
}

// getEnvAsDuration accepts Go's notation, such as 250ms, 10s or 24h. 0s is allowed.
func (e *environment) getEnvAsDuration(key string, fallback time.Duration) time.Duration {
	text := e.getEnv(key, "")
	if text == "" {
		return fallback
	}
	value, err := time.ParseDuration(text)
	if err != nil || value < 0 {
		e.refuse(key, fmt.Sprintf("must be a duration such as 10s or 24h, is %q", text))
		return fallback
	}
	return value
}

// getEnvAsList reads values between commas.
func (e *environment) getEnvAsList(key, fallback string) []string {
	var values []string
	for value := range strings.SplitSeq(e.getEnv(key, fallback), ",") {
		if value = strings.TrimSpace(value); value != "" {
			values = append(values, value)
		}
	}
	return values
}

// getEnvAsPairs reads name:value pairs between commas. A value may hold colons.
func (e *environment) getEnvAsPairs(key string) map[string]string {
	pairs := make(map[string]string)
	for _, pair := range e.getEnvAsList(key, "") {
		name, value, found := strings.Cut(pair, ":")
		if !found || name == "" || value == "" {
			// The pair itself may be a secret and stays out of the message.
			e.refuse(key, "must hold name:value pairs between commas")
			continue
		}
		pairs[name] = value
	}
	return pairs
}

// byteUnits are powers of two, the longest suffix first.
var byteUnits = []struct {
	suffix string
	factor int64
}{
	{"KiB", 1 << 10},
	{"MiB", 1 << 20},
	{"B", 1},
}

// getEnvAsBytes accepts 65536, 64KiB or 1MiB.
func (e *environment) getEnvAsBytes(key string, fallback int64) int64 {
	text := e.getEnv(key, "")
	if text == "" {
		return fallback
	}
	number, factor := text, int64(1)
	for _, unit := range byteUnits {
		if rest, found := strings.CutSuffix(text, unit.suffix); found {
			number, factor = strings.TrimSpace(rest), unit.factor
			break
		}
	}
	value, err := strconv.ParseInt(number, 10, 64)
	if err != nil || value < 1 || value > (1<<40)/factor {
		e.refuse(key, fmt.Sprintf("must be a size such as 65536 or 64KiB, is %q", text))
		return fallback
	}
	return value * factor
}
