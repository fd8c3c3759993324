package chat

import (
	"context"
	"slices"
	"strings"
	"time"
)

// Service is the chat as its transports see it.
type Service struct {
	store         Store
	options       Options
	replies       *replies
	subscriptions *subscriptions
}

// NewService makes a service over a store. A nil replier means that nobody
// answers. Recent messages that still lack a reply are answered now.
func NewService(store Store, replier Replier, options Options) *Service {
	options = options.withDefaults()
	s := &Service{
		store:         store,
		options:       options,
		subscriptions: newSubscriptions(options.SubscriptionBuffer),
	}
	store.Watch(s.subscriptions.publish)
	if replier != nil {
		s.replies = startReplies(replier, s.storeReply, s.unanswered(), options)
	}
	return s
}

// Close ends the subscriptions, takes up no further reply and waits for those
// under way. When ctx ends first, they are cut short.
func (s *Service) Close(ctx context.Context) error {
	s.subscriptions.close()
	if s.replies == nil {
		return nil
	}
	return s.replies.close(ctx)
}

// Sessions returns what the viewer may read, the most recently used first.
func (s *Service) Sessions(_ context.Context, viewer Viewer) ([]Session, error) {
	sessions := slices.DeleteFunc(s.store.Sessions(), func(session Session) bool {
		return !session.admits(viewer)
	})
	slices.SortFunc(sessions, func(a, b Session) int {
		if order := b.LastActivity.Compare(a.LastActivity); order != 0 {
			return order
		}
		return strings.Compare(a.ID, b.ID)
	})
	return sessions, nil
}

// Session returns one session.
func (s *Service) Session(_ context.Context, viewer Viewer, id string) (Session, error) {
	session, known, err := s.readable(viewer, id)
	if err == nil && !known {
		err = ErrUnknownSession
	}
	return session, err
}

// CreateSession makes a session without messages. An empty id makes one up; a
// session that the viewer may use already is returned as it is.
func (s *Service) CreateSession(ctx context.Context, viewer Viewer, id, clientName string) (Session, error) {
	if viewer.Name == "" {
		return Session{}, ErrForbidden
	}
	if id == "" {
		id = newSessionID(s.options.Clock())
	}
	if err := CheckSessionID(id); err != nil {
		return Session{}, err
	}
	if err := checkClientName(clientName); err != nil {
		return Session{}, err
	}
	return s.describe(ctx, id, func(view View) (Change, error) {
		if view.Exists {
			return Change{}, view.Session.mustAdmit(viewer)
		}
		session := s.newSession(viewer, id, clientName, truncate(s.options.Clock()))
		return Change{Session: &session}, nil
	})
}

// Share opens a session to all administrators or closes it again; only its
// owner may.
func (s *Service) Share(ctx context.Context, viewer Viewer, id string, shared bool) (Session, error) {
	if err := CheckSessionID(id); err != nil {
		return Session{}, err
	}
	return s.describe(ctx, id, func(view View) (Change, error) {
		switch {
		case !view.Exists:
			return Change{}, ErrUnknownSession
		case view.Session.Owner != viewer.Name:
			return Change{}, ErrForbidden
		case view.Session.Shared == shared:
			return Change{}, nil
		}
		session := view.Session
		session.Shared = shared
		return Change{Session: &session}, nil
	})
}

// describe changes a session's description and returns the result.
func (s *Service) describe(ctx context.Context, id string, decide func(View) (Change, error)) (Session, error) {
	if _, err := s.store.Append(ctx, id, decide); err != nil {
		return Session{}, err
	}
	session, _ := s.store.Session(id)
	return session, nil
}

func (s *Service) newSession(viewer Viewer, id, clientName string, at time.Time) Session {
	return Session{
		ID:           id,
		Owner:        viewer.Name,
		ClientName:   clientName,
		Shared:       s.options.ShareNewSessions,
		CreatedAt:    at,
		LastActivity: at,
	}
}

// readable returns a session that the viewer may read, or false when there is
// none of that id.
func (s *Service) readable(viewer Viewer, id string) (Session, bool, error) {
	if err := CheckSessionID(id); err != nil {
		return Session{}, false, err
	}
	session, known := s.store.Session(id)
	if !known {
		return Session{}, false, nil
	}
	if err := session.mustAdmit(viewer); err != nil {
		return Session{}, false, err
	}
	return session, true, nil
}
