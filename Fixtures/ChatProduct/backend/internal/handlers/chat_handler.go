// Package handlers answers the requests of the chat's administration.
package handlers

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"example.com/chatproduct/backend/internal/chat"
	"example.com/chatproduct/backend/internal/config"
	"example.com/chatproduct/backend/internal/logging"
	"example.com/chatproduct/backend/internal/metrics"
	"example.com/chatproduct/backend/internal/middleware"
	"example.com/chatproduct/backend/internal/respond"
)

const (
	// maxOffset keeps a page within what a session can hold.
	maxOffset = 1 << 30

	// deliveryWindow is how old a message may be for its delivery to count: older ones
	// were read as history.
	deliveryWindow = 5 * time.Minute

	// writeWait bounds the write of one frame, and with it how long a peer that does not
	// read can hold a shutdown up: less than the grace of one.
	writeWait = 5 * time.Second

	// sendBuffer is how many frames may wait for a slow reader of the socket.
	sendBuffer = 256

	// maxPendingAcks is how many messages a connection may leave unacknowledged before
	// further ones are not followed.
	maxPendingAcks = 1000

	// replayPage is how many messages a replay reads at a time.
	replayPage = 200

	// closeModeChanged tells a client that sockets are no longer wanted.
	closeModeChanged = 4001
	// closeTooSlow tells a client that it could not keep up, and may come back.
	closeTooSlow = 4002
)

// Service is what the chat handler needs of the chat.
type Service interface {
	Send(ctx context.Context, viewer chat.Viewer, draft chat.Draft) (message chat.Message, repeated bool, err error)
	Messages(ctx context.Context, viewer chat.Viewer, query chat.Query) (chat.Page, error)
	Revision(ctx context.Context, viewer chat.Viewer, sessionID, since string) (uint64, time.Time, error)

	// Only the socket pushes and replays.
	Subscribe(sessionID string) (messages <-chan chat.Message, cancel func())
	MessagesAfter(ctx context.Context, viewer chat.Viewer, sessionID string, sequence uint64, limit int) ([]chat.Message, error)
	SequenceOf(ctx context.Context, viewer chat.Viewer, sessionID, messageID string) (uint64, error)
}

// ChatHandler serves messages over HTTP and over the WebSocket.
type ChatHandler struct {
	service  Service
	metrics  *metrics.Collector
	logger   *logging.Logger
	mode     *ModeSwitch
	settings config.WebSocketConfig
	now      func() time.Time

	upgrader websocket.Upgrader
	hub      *hub
	pool     *connectionPool
}

// NewChatHandler makes the handler. Sockets are closed when the mode no longer allows them.
func NewChatHandler(
	service Service, settings config.Config, mode *ModeSwitch,
	collector *metrics.Collector, logger *logging.Logger,
) *ChatHandler {
	h := &ChatHandler{
		service:  service,
		metrics:  collector,
		logger:   logger,
		mode:     mode,
		settings: settings.WebSocket,
		now:      time.Now,
		hub:      newHub(service),
		pool:     newConnectionPool(settings.WebSocket),
	}
	h.upgrader = websocket.Upgrader{
		ReadBufferSize:    4096,
		WriteBufferSize:   4096,
		Subprotocols:      []string{middleware.TokenProtocol},
		EnableCompression: settings.WebSocket.Compression,
		CheckOrigin:       originChecker(settings.AllowedOrigins),
		Error: func(w http.ResponseWriter, _ *http.Request, status int, reason error) {
			respond.Error(w, status, "upgrade_failed", reason.Error())
		},
	}
	mode.OnChange(func(_, to config.ChatMode) {
		if !to.AllowsWebSocket() {
			h.CloseConnections(closeModeChanged, "the chat now uses polling")
		}
	})
	return h
}

// SendMessageRequest is the body of a send. The idempotency key may also come as the
// header Idempotency-Key, which wins.
type SendMessageRequest struct {
	Content        string `json:"content"`
	SessionID      string `json:"session_id"`
	ClientName     string `json:"client_name"`
	IdempotencyKey string `json:"idempotency_key"`
}

// SendMessageResponse confirms that a message is stored.
type SendMessageResponse struct {
	Success   bool        `json:"success"`
	MessageID string      `json:"message_id"`
	Timestamp time.Time   `json:"timestamp"`
	Status    chat.Status `json:"status"`
}

// GetMessagesResponse is a page of messages in their order.
type GetMessagesResponse struct {
	Success  bool           `json:"success"`
	Messages []chat.Message `json:"messages"`
	HasMore  bool           `json:"has_more"`
}

func newMessagesResponse(page chat.Page) GetMessagesResponse {
	return GetMessagesResponse{Success: true, Messages: page.Messages, HasMore: page.HasMore}
}

// SendMessage stores a message and confirms it at once; a reply comes by itself later.
func (h *ChatHandler) SendMessage(w http.ResponseWriter, r *http.Request) {
	var request SendMessageRequest
	if !readJSON(w, r, &request) {
		return
	}
	if key := r.Header.Get("Idempotency-Key"); key != "" {
		request.IdempotencyKey = key
	}
	message, repeated, err := h.send(r.Context(), viewerOf(r), chat.Draft{
		SessionID:      request.SessionID,
		Content:        request.Content,
		ClientName:     request.ClientName,
		IdempotencyKey: request.IdempotencyKey,
	}, metrics.Polling)
	if err != nil {
		refuse(w, err)
		return
	}
	status := http.StatusCreated
	if repeated {
		status = http.StatusOK
	}
	respond.JSON(w, status, SendMessageResponse{
		Success: true, MessageID: message.ID, Timestamp: message.Timestamp, Status: message.Status,
	})
}

// GetMessages answers a poll: what is new since a message or a time, or nothing at all
// where the client has it already.
func (h *ChatHandler) GetMessages(w http.ResponseWriter, r *http.Request) {
	query, ok := h.readQuery(w, r)
	if !ok {
		return
	}
	viewer := viewerOf(r)
	// The usual poll finds nothing new and ends here, without reading a message.
	revision, lastChange, err := h.service.Revision(r.Context(), viewer, query.SessionID, query.Since)
	if err != nil {
		refuse(w, err)
		return
	}
	if tag := entityTag(query, revision); notModified(r, tag, lastChange, h.now()) {
		setValidators(w.Header(), tag, lastChange, h.now())
		w.WriteHeader(http.StatusNotModified)
		h.metrics.Polled(viewer.Name, metrics.PollNotModified)
		return
	}
	page, err := h.service.Messages(r.Context(), viewer, query)
	if err != nil {
		refuse(w, err)
		return
	}
	h.countPoll(viewer, query, page)
	setValidators(w.Header(), entityTag(query, page.Revision), page.LastChange, h.now())
	respond.JSON(w, http.StatusOK, newMessagesResponse(page))
}

func (h *ChatHandler) readQuery(w http.ResponseWriter, r *http.Request) (chat.Query, bool) {
	limit, ok := readNumber(w, r, "limit", chat.DefaultLimit, 1, chat.MaxLimit)
	if !ok {
		return chat.Query{}, false
	}
	offset, ok := readNumber(w, r, "offset", 0, 0, maxOffset)
	if !ok {
		return chat.Query{}, false
	}
	values := r.URL.Query()
	return chat.Query{
		SessionID: values.Get("session_id"), Since: values.Get("since"), Limit: limit, Offset: offset,
	}, true
}

func (h *ChatHandler) countPoll(viewer chat.Viewer, query chat.Query, page chat.Page) {
	if len(page.Messages) == 0 {
		h.metrics.Polled(viewer.Name, metrics.PollEmpty)
		return
	}
	h.metrics.Polled(viewer.Name, metrics.PollNews)
	// A list from the start is history, not delivery.
	if query.Since == "" {
		return
	}
	for _, message := range page.Messages {
		if message.Author != viewer.Name && h.now().Sub(message.Timestamp) < deliveryWindow {
			h.metrics.MessageDelivered(metrics.Polling, message.Timestamp)
		}
	}
}

// send is what both transports do with a message.
func (h *ChatHandler) send(ctx context.Context, viewer chat.Viewer, draft chat.Draft, transport metrics.Transport) (chat.Message, bool, error) {
	// A socket's frames carry no client name: the session keeps the transport's instead.
	if transport == metrics.WebSocket && draft.ClientName == "" {
		draft.ClientName = "websocket"
	}
	message, repeated, err := h.service.Send(ctx, viewer, draft)
	if err != nil {
		h.metrics.MessageRefused(transport)
		return chat.Message{}, false, err
	}
	if !repeated {
		h.metrics.MessageTaken(transport, string(message.Type))
		h.logger.MessageSent(string(transport), message.SessionID, viewer.Name, message.ID)
	}
	return message, repeated, nil
}

// WebSocketFrame is what travels over the socket, in either direction.
type WebSocketFrame struct {
	Type      FrameType     `json:"type"`
	SessionID string        `json:"session_id,omitempty"`
	Content   string        `json:"content,omitempty"`
	ClientID  string        `json:"client_id,omitempty"`
	MessageID string        `json:"message_id,omitempty"`
	After     string        `json:"after,omitempty"`
	Message   *chat.Message `json:"message,omitempty"`
	Code      string        `json:"code,omitempty"`
	Error     string        `json:"error,omitempty"`
}

// HandleWebSocket turns a request into a socket that takes and pushes messages.
func (h *ChatHandler) HandleWebSocket(w http.ResponseWriter, r *http.Request) {
	viewer := viewerOf(r)
	if !h.mode.Mode().AllowsWebSocket() {
		h.refuseUpgrade(w, viewer, http.StatusServiceUnavailable, "disabled", "the chat uses polling")
		return
	}
	if !websocket.IsWebSocketUpgrade(r) {
		w.Header().Set("Upgrade", "websocket")
		h.refuseUpgrade(w, viewer, http.StatusUpgradeRequired, "not_an_upgrade", "ask for an upgrade to websocket")
		return
	}
	connection := newSocketConnection(h, viewer)
	if reason := h.pool.add(connection); reason != "" {
		h.refuseUpgrade(w, viewer, http.StatusServiceUnavailable, reason, "no further socket can be opened at the moment")
		return
	}
	// A switch to polling closes what is in the pool; one that came before goes unseen.
	if !h.mode.Mode().AllowsWebSocket() {
		h.pool.remove(connection)
		h.refuseUpgrade(w, viewer, http.StatusServiceUnavailable, "disabled", "the chat uses polling")
		return
	}
	socket, err := h.upgrader.Upgrade(w, r, nil)
	if err != nil {
		h.pool.remove(connection)
		h.metrics.UpgradeFailed("handshake")
		h.logger.UpgradeRefused(viewer.Name, err.Error())
		return
	}
	h.metrics.SocketOpened()
	h.logger.SocketOpened(connection.id, viewer.Name, r.Header.Get("Origin"))
	connection.run(socket)
}

func (h *ChatHandler) refuseUpgrade(w http.ResponseWriter, viewer chat.Viewer, status int, reason, text string) {
	h.metrics.UpgradeFailed(reason)
	h.logger.UpgradeRefused(viewer.Name, reason)
	respond.Error(w, status, "websocket_"+reason, text)
}

// Connections is how many sockets are open.
func (h *ChatHandler) Connections() int {
	return h.pool.count()
}

// CloseConnections ends all sockets, telling their clients why.
func (h *ChatHandler) CloseConnections(code int, reason string) {
	for _, connection := range h.pool.all() {
		connection.close(code, reason)
	}
}

// Shutdown opens no further sockets, closes those there are and waits for them to end. http.Server's own shutdown does
// not know of connections that were taken over.
func (h *ChatHandler) Shutdown(ctx context.Context) error {
	h.pool.shut()
	h.CloseConnections(websocket.CloseGoingAway, "the server restarts")
	return h.pool.wait(ctx)
}

// Followers is how many sockets follow a session.
func (h *ChatHandler) Followers(session string) int {
	return h.hub.count(session)
}

// originChecker lets pages of the allowed origins open a socket, and those that this
// server served itself. Programs send no Origin.
func originChecker(allowed []string) func(*http.Request) bool {
	return func(r *http.Request) bool {
		origin := r.Header.Get("Origin")
		if origin == "" || slices.Contains(allowed, origin) {
			return true
		}
		address, err := url.Parse(origin)
		return err == nil && address.Host != "" && strings.EqualFold(address.Host, r.Host)
	}
}

// connectionPool bounds how many sockets are open, in all and for each administrator.
type connectionPool struct {
	settings config.WebSocketConfig

	mu          sync.Mutex
	connections map[*socketConnection]struct{}
	perUser     map[string]int
	// ending is set once nobody is taken in any more.
	ending bool
	// drained is closed when the last connection ends, if somebody waits for that.
	drained chan struct{}
}

func newConnectionPool(settings config.WebSocketConfig) *connectionPool {
	return &connectionPool{
		settings:    settings,
		connections: make(map[*socketConnection]struct{}),
		perUser:     make(map[string]int),
	}
}

// add takes a connection in, or returns why there is no room for it.
func (p *connectionPool) add(connection *socketConnection) (reason string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ending {
		return "ending"
	}
	if len(p.connections) >= p.settings.MaxConnections {
		return "full"
	}
	if p.perUser[connection.viewer.Name] >= p.settings.MaxConnectionsPerUser {
		return "too_many_of_user"
	}
	p.connections[connection] = struct{}{}
	p.perUser[connection.viewer.Name]++
	return ""
}

func (p *connectionPool) remove(connection *socketConnection) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.connections, connection)
	if p.perUser[connection.viewer.Name]--; p.perUser[connection.viewer.Name] == 0 {
		delete(p.perUser, connection.viewer.Name)
	}
	if len(p.connections) == 0 && p.drained != nil {
		close(p.drained)
		p.drained = nil
	}
}

// shut keeps out those who come back as soon as their connection is closed.
func (p *connectionPool) shut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ending = true
}

func (p *connectionPool) count() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.connections)
}

func (p *connectionPool) all() []*socketConnection {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := make([]*socketConnection, 0, len(p.connections))
	for connection := range p.connections {
		all = append(all, connection)
	}
	return all
}

func (p *connectionPool) wait(ctx context.Context) error {
	p.mu.Lock()
	if len(p.connections) == 0 {
		p.mu.Unlock()
		return nil
	}
	if p.drained == nil {
		p.drained = make(chan struct{})
	}
	drained := p.drained
	p.mu.Unlock()

	select {
	case <-drained:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// hub passes each new message of a session on to the sockets that follow it, whichever
// transport the message came by.
type hub struct {
	service Service

	mu       sync.Mutex
	sessions map[string]*followers
}

type followers struct {
	connections map[*socketConnection]struct{}
	cancel      func()
}

func newHub(service Service) *hub {
	return &hub{service: service, sessions: make(map[string]*followers)}
}

func (b *hub) join(session string, connection *socketConnection) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if following := b.sessions[session]; following != nil {
		following.connections[connection] = struct{}{}
		return
	}
	messages, cancel := b.service.Subscribe(session)
	following := &followers{connections: map[*socketConnection]struct{}{connection: {}}, cancel: cancel}
	b.sessions[session] = following
	go b.forward(session, following, messages)
}

func (b *hub) leave(session string, connection *socketConnection) {
	b.mu.Lock()
	defer b.mu.Unlock()
	following := b.sessions[session]
	if following == nil {
		return
	}
	delete(following.connections, connection)
	if len(following.connections) == 0 {
		delete(b.sessions, session)
		following.cancel()
	}
}

func (b *hub) count(session string) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	if following := b.sessions[session]; following != nil {
		return len(following.connections)
	}
	return 0
}

// forward ends when the last follower has left, or when the subscription was dropped
// because this loop lagged behind. Then its followers are sent away: they come back and
// ask for what they missed.
func (b *hub) forward(session string, following *followers, messages <-chan chat.Message) {
	for message := range messages {
		for _, connection := range b.followersOf(following) {
			connection.deliver(message)
		}
	}
	b.mu.Lock()
	abandoned := b.sessions[session] == following
	if abandoned {
		delete(b.sessions, session)
	}
	b.mu.Unlock()
	if abandoned {
		for _, connection := range b.followersOf(following) {
			connection.close(closeTooSlow, "messages were missed")
		}
	}
}

func (b *hub) followersOf(following *followers) []*socketConnection {
	b.mu.Lock()
	defer b.mu.Unlock()
	connections := make([]*socketConnection, 0, len(following.connections))
	for connection := range following.connections {
		connections = append(connections, connection)
	}
	return connections
}

var connectionCount atomic.Uint64

// socketConnection is one socket with the sessions it follows.
type socketConnection struct {
	handler *ChatHandler
	id      string
	viewer  chat.Viewer
	opened  time.Time
	frames  *frameLimiter
	acks    *pendingAcks

	outgoing chan WebSocketFrame
	done     chan struct{}
	finish   sync.Once

	mu          sync.Mutex
	closeCode   int
	closeReason string
	following   map[string]*position
	pingSent    time.Time
}

// position is how far a connection has come in a session.
type position struct {
	mu       sync.Mutex
	sequence uint64
}

func newSocketConnection(handler *ChatHandler, viewer chat.Viewer) *socketConnection {
	return &socketConnection{
		handler:   handler,
		id:        "c-" + strconv.FormatUint(connectionCount.Add(1), 10),
		viewer:    viewer,
		opened:    handler.now(),
		frames:    newFrameLimiter(handler.settings.FramesPerMinute, handler.now),
		acks:      newPendingAcks(),
		outgoing:  make(chan WebSocketFrame, sendBuffer),
		done:      make(chan struct{}),
		following: make(map[string]*position),
	}
}

// run serves the socket until it ends.
func (c *socketConnection) run(socket *websocket.Conn) {
	var writer sync.WaitGroup
	writer.Go(func() { c.write(socket) })
	reason := c.read(socket)

	c.close(websocket.CloseNormalClosure, "")
	writer.Wait()
	socket.Close()

	c.mu.Lock()
	sessions := c.following
	c.following = nil
	c.mu.Unlock()
	for session := range sessions {
		c.handler.hub.leave(session, c)
	}
	c.handler.metrics.SocketClosed(c.acks.count())
	c.handler.logger.SocketClosed(c.id, c.viewer.Name, reason, c.handler.now().Sub(c.opened))
	c.handler.pool.remove(c)
}

// close ends the connection; the first reason counts.
func (c *socketConnection) close(code int, reason string) {
	c.finish.Do(func() {
		c.mu.Lock()
		c.closeCode, c.closeReason = code, reason
		c.mu.Unlock()
		close(c.done)
	})
}

func (c *socketConnection) read(socket *websocket.Conn) (reason string) {
	settings := c.handler.settings
	socket.SetReadLimit(settings.ReadLimit)
	socket.SetPongHandler(func(string) error {
		c.mu.Lock()
		sent := c.pingSent
		c.pingSent = time.Time{}
		c.mu.Unlock()
		// A peer may send a pong that answers nothing (RFC 6455, section 5.5.3).
		if !sent.IsZero() {
			c.handler.metrics.PongReceived(time.Since(sent))
		}
		return socket.SetReadDeadline(time.Now().Add(settings.PongTimeout))
	})
	for {
		// Anew each time: to handle a frame may have taken long.
		socket.SetReadDeadline(time.Now().Add(settings.PongTimeout))
		_, data, err := socket.ReadMessage()
		if err != nil {
			return err.Error()
		}
		var frame WebSocketFrame
		if err := json.Unmarshal(data, &frame); err != nil {
			c.refuse(frame, "invalid_frame", "the frame must be one JSON object of a known type")
			continue
		}
		c.handler.metrics.FrameReceived(frame.Type.String())
		if !c.frames.allow() {
			c.handler.metrics.RateLimited("frame")
			c.refuse(frame, "rate_limited", "too many frames: wait a moment")
			continue
		}
		c.handle(frame)
	}
}

func (c *socketConnection) handle(frame WebSocketFrame) {
	switch frame.Type {
	case FrameSubscribe:
		c.subscribe(frame)
	case FrameMessage:
		c.take(frame)
	case FrameAck:
		if stored, known := c.acks.take(frame.MessageID); known {
			c.handler.metrics.AckReceived()
			c.handler.metrics.MessageDelivered(metrics.WebSocket, stored)
		}
	case FramePing:
		c.enqueue(WebSocketFrame{Type: FramePong})
	default:
		c.refuse(frame, "invalid_frame", "clients do not send frames of type "+frame.Type.String())
	}
}

// take stores a message. The client's own id for it serves as idempotency key, so that a
// message sent again after a reconnection is stored once.
func (c *socketConnection) take(frame WebSocketFrame) {
	message, _, err := c.handler.send(context.Background(), c.viewer, chat.Draft{
		SessionID:      frame.SessionID,
		Content:        frame.Content,
		IdempotencyKey: frame.ClientID,
	}, metrics.WebSocket)
	if err != nil {
		_, code, text := describe(err)
		c.refuse(frame, code, text)
		return
	}
	c.enqueue(WebSocketFrame{Type: FrameAck, ClientID: frame.ClientID, MessageID: message.ID})
}

// subscribe follows a session, from a message on or from now.
func (c *socketConnection) subscribe(frame WebSocketFrame) {
	sequence, err := c.startOf(frame)
	if err != nil {
		_, code, text := describe(err)
		c.refuse(frame, code, text)
		return
	}
	c.unfollow(frame.SessionID)
	c.enqueue(WebSocketFrame{Type: FrameSubscribed, SessionID: frame.SessionID})
	place := &position{sequence: sequence}
	// However much was missed, it goes at the reader's own pace, before the session's
	// other followers could be kept waiting for it.
	if !c.catchUp(frame.SessionID, place, c.enqueueInTime) {
		return
	}

	// From here on new messages wait until those are pushed that came in between.
	place.mu.Lock()
	defer place.mu.Unlock()
	c.mu.Lock()
	c.following[frame.SessionID] = place
	c.mu.Unlock()
	c.handler.hub.join(frame.SessionID, c)
	c.catchUp(frame.SessionID, place, c.enqueue)
}

func (c *socketConnection) startOf(frame WebSocketFrame) (uint64, error) {
	if frame.After != "" {
		return c.handler.service.SequenceOf(context.Background(), c.viewer, frame.SessionID, frame.After)
	}
	revision, _, err := c.handler.service.Revision(context.Background(), c.viewer, frame.SessionID, "")
	return revision, err
}

// deliver pushes a message that just came, and what lies between it and the last one.
func (c *socketConnection) deliver(message chat.Message) {
	c.mu.Lock()
	place := c.following[message.SessionID]
	c.mu.Unlock()
	if place == nil {
		return
	}
	place.mu.Lock()
	defer place.mu.Unlock()
	if message.Sequence > place.sequence {
		c.catchUp(message.SessionID, place, c.enqueue)
	}
}

// catchUp pushes everything behind the position; false says that the viewer may not read
// it. It reads as the viewer, each time: a session may be closed to somebody who follows
// it. The caller holds the position.
func (c *socketConnection) catchUp(session string, place *position, enqueue func(WebSocketFrame)) bool {
	for {
		messages, err := c.handler.service.MessagesAfter(context.Background(), c.viewer, session, place.sequence, replayPage)
		if err != nil {
			c.unfollow(session)
			_, code, text := describe(err)
			c.refuse(WebSocketFrame{SessionID: session}, code, text)
			return false
		}
		for _, message := range messages {
			if c.acks.await(message.ID, message.Timestamp) {
				c.handler.metrics.AckAwaited()
			}
			enqueue(WebSocketFrame{Type: FrameMessage, Message: &message})
			place.sequence = message.Sequence
		}
		if len(messages) < replayPage {
			return true
		}
	}
}

func (c *socketConnection) unfollow(session string) {
	c.mu.Lock()
	delete(c.following, session)
	c.mu.Unlock()
	c.handler.hub.leave(session, c)
}

func (c *socketConnection) refuse(frame WebSocketFrame, code, text string) {
	c.enqueue(WebSocketFrame{
		Type: FrameError, SessionID: frame.SessionID, ClientID: frame.ClientID, Code: code, Error: text,
	})
}

// enqueue never waits: a reader who cannot keep up is sent away rather than slowing down
// the others.
func (c *socketConnection) enqueue(frame WebSocketFrame) {
	select {
	case <-c.done:
	case c.outgoing <- frame:
	default:
		c.handler.metrics.SocketDropped()
		c.close(closeTooSlow, "too many messages are waiting")
	}
}

// enqueueInTime waits for room. The writer's time limit bounds the wait for a reader that
// has stopped to read.
func (c *socketConnection) enqueueInTime(frame WebSocketFrame) {
	select {
	case <-c.done:
	case c.outgoing <- frame:
	}
}

func (c *socketConnection) write(socket *websocket.Conn) {
	ping := time.NewTicker(c.handler.settings.PingInterval)
	defer ping.Stop()
	// The reader may be waiting for the peer: closing the socket wakes it up.
	defer socket.Close()
	for {
		select {
		case frame := <-c.outgoing:
			socket.SetWriteDeadline(time.Now().Add(writeWait))
			if err := socket.WriteJSON(frame); err != nil {
				return
			}
			c.handler.metrics.FrameSent(frame.Type.String())
		case <-ping.C:
			c.mu.Lock()
			c.pingSent = time.Now()
			c.mu.Unlock()
			if err := socket.WriteControl(websocket.PingMessage, nil, time.Now().Add(writeWait)); err != nil {
				return
			}
		case <-c.done:
			c.mu.Lock()
			message := websocket.FormatCloseMessage(c.closeCode, c.closeReason)
			c.mu.Unlock()
			socket.WriteControl(websocket.CloseMessage, message, time.Now().Add(writeWait))
			return
		}
	}
}

// frameLimiter bounds the frames of one connection in each minute.
type frameLimiter struct {
	perMinute int
	now       func() time.Time
	started   time.Time
	count     int
}

func newFrameLimiter(perMinute int, now func() time.Time) *frameLimiter {
	return &frameLimiter{perMinute: perMinute, now: now, started: now()}
}

func (l *frameLimiter) allow() bool {
	if now := l.now(); now.Sub(l.started) >= time.Minute {
		l.started, l.count = now, 0
	}
	l.count++
	return l.count <= l.perMinute
}

// pendingAcks are the messages that a connection was sent and did not acknowledge yet.
type pendingAcks struct {
	mu     sync.Mutex
	stored map[string]time.Time
}

func newPendingAcks() *pendingAcks {
	return &pendingAcks{stored: make(map[string]time.Time)}
}

// await follows a message; it says whether there was room for one more.
func (a *pendingAcks) await(id string, stored time.Time) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if _, known := a.stored[id]; known || len(a.stored) >= maxPendingAcks {
		return false
	}
	a.stored[id] = stored
	return true
}

func (a *pendingAcks) take(id string) (stored time.Time, known bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	stored, known = a.stored[id]
	delete(a.stored, id)
	return stored, known
}

func (a *pendingAcks) count() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.stored)
}
