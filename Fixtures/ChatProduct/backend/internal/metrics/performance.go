package metrics

// Performance is how one transport did since the start of the server.
type Performance struct {
	Messages          uint64  `json:"messages"`
	Delivered         uint64  `json:"delivered"`
	AverageDeliveryMS float64 `json:"average_delivery_ms"`
	P95DeliveryMS     float64 `json:"p95_delivery_ms"`
	Errors            uint64  `json:"errors"`
}

// PollingPerformance adds what only polling has.
type PollingPerformance struct {
	Performance
	ActivePollers int `json:"active_pollers"`
}

// WebSocketPerformance adds what only the socket has.
type WebSocketPerformance struct {
	Performance
	Connections int `json:"connections"`
}

// Transports sets them side by side.
type Transports struct {
	Polling   PollingPerformance   `json:"polling"`
	WebSocket WebSocketPerformance `json:"websocket"`
}

// Comparison is what the administration's page shows.
type Comparison struct {
	Transports Transports `json:"transports"`
	// Fallbacks is how many clients gave the socket up.
	Fallbacks uint64 `json:"fallbacks"`
}

// Compare reports both transports. reasons are those that fallbacks are counted by.
func (c *Collector) Compare(reasons []string) Comparison {
	c.countPollers()
	comparison := Comparison{Transports: Transports{
		Polling: PollingPerformance{
			Performance:   c.performance(Polling),
			ActivePollers: int(c.activePollers.get()),
		},
		WebSocket: WebSocketPerformance{
			Performance: c.performance(WebSocket),
			Connections: int(c.socketConnections.get()),
		},
	}}
	for _, reason := range reasons {
		comparison.Fallbacks += uint64(c.fallbacks.get(reason))
	}
	return comparison
}

func (c *Collector) performance(transport Transport) Performance {
	delivered, mean, p95 := c.delivery.summary(0.95, string(transport))
	return Performance{
		Messages:          uint64(c.messages.get(string(transport), "user")),
		Delivered:         delivered,
		AverageDeliveryMS: mean * 1000,
		P95DeliveryMS:     p95 * 1000,
		Errors:            uint64(c.errors.get(string(transport))),
	}
}
