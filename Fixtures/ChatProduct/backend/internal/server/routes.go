package server

// Paths are put together from these parts; nginx and the frontend know the results.
const (
	apiPrefix   = "/api/v1"
	adminPrefix = "/admin"
	chatPrefix  = adminPrefix + "/chat"

	loginPath       = "/auth/login"
	messagesPath    = "/messages"
	sessionsPath    = "/sessions"
	sessionPath     = sessionsPath + "/{session}"
	historyPath     = sessionPath + "/history"
	sharingPath     = sessionPath + "/sharing"
	configPath      = "/config"
	performancePath = "/performance"
	eventsPath      = "/events"
	socketPath      = "/ws"

	healthPrefix     = "/health"
	readyPath        = "/ready"
	socketHealthPath = "/websocket"
	metricsPath      = "/metrics"
)

// SocketURL is where clients open the WebSocket, without scheme and host.
const SocketURL = apiPrefix + chatPrefix + socketPath
