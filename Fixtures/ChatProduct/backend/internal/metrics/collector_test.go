package metrics

import (
	"strings"
	"testing"
	"time"
)

func newTestCollector() (*Collector, *time.Time) {
	now := time.Unix(1_700_000_000, 0)
	return NewCollector(func() time.Time { return now }), &now
}

func TestText(t *testing.T) {
	collector, _ := newTestCollector()
	collector.RequestServed("GET /x", "GET", 200, 4*time.Millisecond)
	collector.RequestServed("GET /x", "GET", 200, 5*time.Millisecond)
	collector.RequestServed("GET /x", "GET", 200, time.Minute)
	collector.MessageTaken(WebSocket, "user")
	collector.FellBack("a \"quoted\"\nreason")
	collector.SocketOpened()
	collector.SocketOpened()
	collector.AckAwaited()
	collector.AckAwaited()
	collector.AckReceived()
	collector.SocketClosed(1)

	text := collector.Text()
	for _, line := range []string{
		`# TYPE chat_http_requests_total counter`,
		`chat_http_requests_total{route="GET /x",method="GET",status="200"} 3`,
		`chat_http_request_duration_seconds_bucket{route="GET /x",le="0.0025"} 0`,
		`chat_http_request_duration_seconds_bucket{route="GET /x",le="0.005"} 2`,
		`chat_http_request_duration_seconds_bucket{route="GET /x",le="10"} 2`,
		`chat_http_request_duration_seconds_bucket{route="GET /x",le="+Inf"} 3`,
		`chat_http_request_duration_seconds_count{route="GET /x"} 3`,
		`chat_messages_total{transport="websocket",type="user"} 1`,
		`chat_transport_fallbacks_total{reason="a \"quoted\"\nreason"} 1`,
		`chat_websocket_connections 1`,
		`chat_websocket_connections_total 2`,
		`chat_websocket_acks_pending 0`,
	} {
		if !strings.Contains(text, line+"\n") {
			t.Errorf("missing: %s", line)
		}
	}
}

func TestTheModeInForce(t *testing.T) {
	collector, _ := newTestCollector()
	all := []string{"websocket", "polling", "auto"}
	collector.ModeChanged("auto", all)
	collector.ModeChanged("polling", all)
	text := collector.Text()
	for _, line := range []string{`chat_mode_info{mode="auto"} 0`, `chat_mode_info{mode="polling"} 1`} {
		if !strings.Contains(text, line+"\n") {
			t.Errorf("missing: %s", line)
		}
	}
}

func TestActivePollersAreForgotten(t *testing.T) {
	collector, now := newTestCollector()
	collector.Polled("ada", PollNews)
	collector.Polled("ada", PollEmpty)
	collector.Polled("grace", PollNotModified)
	if got := collector.Compare(nil).Transports.Polling.ActivePollers; got != 2 {
		t.Errorf("active pollers = %d", got)
	}
	*now = now.Add(pollerTimeout)
	collector.Polled("grace", PollEmpty)
	*now = now.Add(time.Second)
	if got := collector.Compare(nil).Transports.Polling.ActivePollers; got != 1 {
		t.Errorf("active pollers after a pause = %d", got)
	}
}

func TestComparison(t *testing.T) {
	collector, now := newTestCollector()
	stored := *now
	*now = now.Add(2 * time.Second)
	for range 19 {
		collector.MessageDelivered(Polling, stored)
	}
	*now = now.Add(6 * time.Second)
	collector.MessageDelivered(Polling, stored)
	collector.MessageDelivered(WebSocket, *now)
	collector.MessageTaken(Polling, "user")
	collector.MessageRefused(WebSocket)
	collector.FellBack("timeout")

	comparison := collector.Compare([]string{"timeout", "closed"})
	polling := comparison.Transports.Polling
	if polling.Messages != 1 || polling.Delivered != 20 || polling.AverageDeliveryMS != 2300 {
		t.Errorf("polling = %+v", polling)
	}
	// 19 of 20 lie in the bucket from 1 to 2 s: the estimate is its upper end.
	if polling.P95DeliveryMS != 2000 {
		t.Errorf("p95 = %v ms", polling.P95DeliveryMS)
	}
	if comparison.Transports.WebSocket.Errors != 1 || comparison.Transports.WebSocket.Delivered != 1 || comparison.Fallbacks != 1 {
		t.Errorf("comparison = %+v", comparison)
	}
}
