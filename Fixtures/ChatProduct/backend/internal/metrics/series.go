package metrics

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
)

// family is one metric with all its label values, in the terms of Prometheus.
type family struct {
	name, help, kind string
	labels           []string
	// buckets are the upper bounds of a histogram, ascending, in seconds.
	buckets []float64

	mu     sync.Mutex
	series map[string]*series
}

type series struct {
	value  float64
	counts []uint64
	sum    float64
	count  uint64
}

func newCounter(name, help string, labels ...string) *family {
	return &family{name: name, help: help, kind: "counter", labels: labels, series: make(map[string]*series)}
}

func newGauge(name, help string, labels ...string) *family {
	return &family{name: name, help: help, kind: "gauge", labels: labels, series: make(map[string]*series)}
}

func newHistogram(name, help string, buckets []float64, labels ...string) *family {
	return &family{name: name, help: help, kind: "histogram", labels: labels, buckets: buckets, series: make(map[string]*series)}
}

// at finds or makes the series of some label values. The caller holds the lock.
func (f *family) at(values []string) *series {
	var key strings.Builder
	for i, label := range f.labels {
		if i > 0 {
			key.WriteByte(',')
		}
		fmt.Fprintf(&key, `%s="%s"`, label, escapeLabel(values[i]))
	}
	found := f.series[key.String()]
	if found == nil {
		found = &series{counts: make([]uint64, len(f.buckets))}
		f.series[key.String()] = found
	}
	return found
}

func (f *family) add(delta float64, values ...string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.at(values).value += delta
}

func (f *family) set(value float64, values ...string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.at(values).value = value
}

func (f *family) get(values ...string) float64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.at(values).value
}

func (f *family) observe(seconds float64, values ...string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	series := f.at(values)
	series.count++
	series.sum += seconds
	// A bound belongs to its own bucket: "le" means less or equal.
	if i, _ := slices.BinarySearch(f.buckets, seconds); i < len(series.counts) {
		series.counts[i]++
	}
}

// summary returns the mean and an estimate of a quantile, both in seconds. The estimate
// assumes that values spread evenly in their bucket, as histogram_quantile does.
func (f *family) summary(quantile float64, values ...string) (count uint64, mean, estimate float64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	series := f.at(values)
	if series.count == 0 {
		return 0, 0, 0
	}
	rank := quantile * float64(series.count)
	estimate = f.buckets[len(f.buckets)-1]
	below, lower := 0.0, 0.0
	for i, inBucket := range series.counts {
		if reached := below + float64(inBucket); reached >= rank && inBucket > 0 {
			estimate = lower + (f.buckets[i]-lower)*(rank-below)/float64(inBucket)
			break
		}
		below += float64(inBucket)
		lower = f.buckets[i]
	}
	return series.count, series.sum / float64(series.count), estimate
}

// write appends the family in Prometheus' text format, version 0.0.4.
func (f *family) write(out *strings.Builder) {
	f.mu.Lock()
	defer f.mu.Unlock()
	fmt.Fprintf(out, "# HELP %s %s\n# TYPE %s %s\n", f.name, f.help, f.name, f.kind)
	keys := make([]string, 0, len(f.series))
	for key := range f.series {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		if f.kind == "histogram" {
			f.writeHistogram(out, key, f.series[key])
		} else {
			fmt.Fprintf(out, "%s%s %s\n", f.name, braces(key), number(f.series[key].value))
		}
	}
}

func (f *family) writeHistogram(out *strings.Builder, key string, series *series) {
	prefix := key
	if prefix != "" {
		prefix += ","
	}
	cumulative := uint64(0)
	for i, bound := range f.buckets {
		cumulative += series.counts[i]
		fmt.Fprintf(out, "%s_bucket{%sle=\"%s\"} %d\n", f.name, prefix, number(bound), cumulative)
	}
	fmt.Fprintf(out, "%s_bucket{%sle=\"+Inf\"} %d\n", f.name, prefix, series.count)
	fmt.Fprintf(out, "%s_sum%s %s\n", f.name, braces(key), number(series.sum))
	fmt.Fprintf(out, "%s_count%s %d\n", f.name, braces(key), series.count)
}

func braces(key string) string {
	if key == "" {
		return ""
	}
	return "{" + key + "}"
}

func number(value float64) string {
	if value == math.Trunc(value) && math.Abs(value) < 1e15 {
		return fmt.Sprintf("%d", int64(value))
	}
	return fmt.Sprintf("%g", value)
}

var labelEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)

func escapeLabel(value string) string {
	return labelEscapes.Replace(value)
}
