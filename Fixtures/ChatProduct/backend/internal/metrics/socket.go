package metrics

import "time"

// SocketOpened counts a new WebSocket connection.
func (c *Collector) SocketOpened() {
	c.socketConnections.add(1)
	c.socketConnectionsEver.add(1)
}

// SocketClosed counts a connection that ended, with what its peer never acknowledged.
func (c *Collector) SocketClosed(unacknowledged int) {
	c.socketConnections.add(-1)
	c.socketAcksPending.add(-float64(unacknowledged))
}

// UpgradeFailed counts a handshake that did not become a connection.
func (c *Collector) UpgradeFailed(reason string) {
	c.socketUpgradeFailures.add(1, reason)
}

// FrameReceived counts a frame of a client.
func (c *Collector) FrameReceived(kind string) {
	c.socketFrames.add(1, "in", kind)
}

// FrameSent counts a frame to a client.
func (c *Collector) FrameSent(kind string) {
	c.socketFrames.add(1, "out", kind)
}

// SocketDropped counts a message that a slow reader did not get.
func (c *Collector) SocketDropped() {
	c.socketDropped.add(1)
}

// PongReceived measures the round trip of a ping.
func (c *Collector) PongReceived(took time.Duration) {
	c.socketPing.observe(took.Seconds())
}

// AckAwaited and AckReceived keep the number of messages on their way.
func (c *Collector) AckAwaited() {
	c.socketAcksPending.add(1)
}

// AckReceived is the other half of AckAwaited.
func (c *Collector) AckReceived() {
	c.socketAcksPending.add(-1)
}
