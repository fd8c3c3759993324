// Package metrics counts what the chat does and reports it to Prometheus, and to the
// administration's page that compares the two transports.
package metrics

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"example.com/chatproduct/backend/internal/chat"
)

var _ chat.Observer = (*Collector)(nil)

// Transport is the label value of the way a message took.
type Transport string

const (
	Polling   Transport = "polling"
	WebSocket Transport = "websocket"
)

// PollResult says what a poll brought.
type PollResult string

const (
	PollNews        PollResult = "news"
	PollEmpty       PollResult = "empty"
	PollNotModified PollResult = "not_modified"
)

// pollerTimeout is how long somebody counts as polling after the last poll: three times
// the interval of an idle client.
const pollerTimeout = 30 * time.Second

var (
	requestBuckets  = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}
	deliveryBuckets = []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2, 3, 5, 10, 30}
	storeBuckets    = []float64{.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .5}
	pingBuckets     = []float64{.001, .005, .01, .025, .05, .1, .25, .5, 1, 5}
)

// Collector holds the product's metrics. Its methods may be called at the same time.
type Collector struct {
	now func() time.Time

	requests        *family
	requestDuration *family
	messages        *family
	delivery        *family
	polls           *family
	activePollers   *family
	rateLimited     *family
	storeAppend     *family
	storeBytes      *family
	storeMessages   *family
	stored          *family
	replies         *family
	replyDelay      *family
	mode            *family
	fallbacks       *family
	errors          *family

	// WebSocket
	socketConnections     *family
	socketConnectionsEver *family
	socketUpgradeFailures *family
	socketFrames          *family
	socketDropped         *family
	socketPing            *family
	socketAcksPending     *family

	mu      sync.Mutex
	pollers map[string]time.Time
}

// NewCollector makes a collector. now is time.Now outside of tests.
func NewCollector(now func() time.Time) *Collector {
	return &Collector{
		now:             now,
		requests:        newCounter("chat_http_requests_total", "Requests by route, method and status.", "route", "method", "status"),
		requestDuration: newHistogram("chat_http_request_duration_seconds", "Time to answer a request.", requestBuckets, "route"),
		messages:        newCounter("chat_messages_total", "Messages by the transport they came by.", "transport", "type"),
		delivery:        newHistogram("chat_message_delivery_seconds", "Time from storing a message to handing it to a reader.", deliveryBuckets, "transport"),
		polls:           newCounter("chat_polls_total", "Polls by what they brought.", "result"),
		activePollers:   newGauge("chat_active_pollers", "Readers that polled lately."),
		rateLimited:     newCounter("chat_rate_limited_total", "Requests and frames refused by a rate limit.", "kind"),
		storeAppend:     newHistogram("chat_store_append_seconds", "Time to store a message durably.", storeBuckets),
		storeBytes:      newGauge("chat_store_bytes", "Size of the log."),
		storeMessages:   newGauge("chat_store_messages", "Messages in the log."),
		replies:         newCounter("chat_assistant_replies_total", "Replies of the assistant.", "result"),
		stored:          newCounter("chat_messages_stored_total", "Messages in the log by their type.", "type"),
		replyDelay:      newHistogram("chat_assistant_reply_seconds", "Time from a question to its stored reply.", deliveryBuckets),
		mode:            newGauge("chat_mode_info", "The transport mode, as a label; 1 for the one in force.", "mode"),
		fallbacks:       newCounter("chat_transport_fallbacks_total", "Clients that fell back from the socket to polling.", "reason"),
		errors:          newCounter("chat_transport_errors_total", "Messages that could not be taken, by transport.", "transport"),

		socketConnections:     newGauge("chat_websocket_connections", "Open sockets."),
		socketConnectionsEver: newCounter("chat_websocket_connections_total", "Sockets ever opened."),
		socketUpgradeFailures: newCounter("chat_websocket_upgrade_failures_total", "Refused or failed upgrades.", "reason"),
		socketFrames:          newCounter("chat_websocket_frames_total", "Frames by direction and type.", "direction", "type"),
		socketDropped:         newCounter("chat_websocket_dropped_messages_total", "Messages dropped because a socket's reader was too slow."),
		socketPing:            newHistogram("chat_websocket_ping_seconds", "Time from ping to pong.", pingBuckets),
		socketAcksPending:     newGauge("chat_websocket_acks_pending", "Messages that sockets have not acknowledged yet."),

		pollers: make(map[string]time.Time),
	}
}

// Text returns all metrics in Prometheus' text format.
func (c *Collector) Text() string {
	c.countPollers()
	var out strings.Builder
	for _, family := range []*family{
		c.requests, c.requestDuration, c.messages, c.delivery, c.polls, c.activePollers, c.rateLimited,
		c.storeAppend, c.storeBytes, c.storeMessages, c.stored, c.replies, c.replyDelay, c.mode, c.fallbacks, c.errors,
		c.socketConnections, c.socketConnectionsEver, c.socketUpgradeFailures, c.socketFrames,
		c.socketDropped, c.socketPing, c.socketAcksPending,
	} {
		family.write(&out)
	}
	return out.String()
}

// RequestServed counts a request by its route's pattern, never by its path.
func (c *Collector) RequestServed(route, method string, status int, took time.Duration) {
	c.requests.add(1, route, method, fmt.Sprint(status))
	c.requestDuration.observe(took.Seconds(), route)
}

// MessageTaken counts a message that somebody sent.
func (c *Collector) MessageTaken(transport Transport, kind string) {
	c.messages.add(1, string(transport), kind)
}

// MessageRefused counts a message that could not be taken.
func (c *Collector) MessageRefused(transport Transport) {
	c.errors.add(1, string(transport))
}

// MessageDelivered measures how long a message took to reach a reader.
func (c *Collector) MessageDelivered(transport Transport, stored time.Time) {
	c.delivery.observe(max(0, c.now().Sub(stored).Seconds()), string(transport))
}

// Polled counts a poll of somebody.
func (c *Collector) Polled(name string, result PollResult) {
	c.polls.add(1, string(result))
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pollers[name] = c.now()
}

func (c *Collector) countPollers() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for name, last := range c.pollers {
		if c.now().Sub(last) > pollerTimeout {
			delete(c.pollers, name)
		}
	}
	c.activePollers.set(float64(len(c.pollers)))
}

// RateLimited counts a refusal: of a poll, a send, a login or a frame.
func (c *Collector) RateLimited(kind string) {
	c.rateLimited.add(1, kind)
}

// Appended measures a durable write to the store.
func (c *Collector) Appended(took time.Duration) {
	c.storeAppend.observe(took.Seconds())
}

// StoreSize reports how much the store holds.
func (c *Collector) StoreSize(bytes int64, messages int) {
	c.storeBytes.set(float64(bytes))
	c.storeMessages.set(float64(messages))
}

// MessageStored counts a message by its type, whoever wrote it.
func (c *Collector) MessageStored(kind chat.MessageType) {
	c.stored.add(1, string(kind))
}

// ReplyStored counts a reply of the assistant and measures how long it took.
func (c *Collector) ReplyStored(after time.Duration) {
	c.replies.add(1, "stored")
	c.replyDelay.observe(after.Seconds())
}

// ReplyFailed counts a question that stays without a reply.
func (c *Collector) ReplyFailed() {
	c.replies.add(1, "failed")
}

// ModeChanged reports the mode in force.
func (c *Collector) ModeChanged(mode string, all []string) {
	for _, name := range all {
		value := 0.0
		if name == mode {
			value = 1
		}
		c.mode.set(value, name)
	}
}

// FellBack counts a client that changed from the socket to polling.
func (c *Collector) FellBack(reason string) {
	c.fallbacks.add(1, reason)
}
