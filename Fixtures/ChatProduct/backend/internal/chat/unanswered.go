package chat

import (
	"context"
	"time"
)

// storeReply stores what the assistant answered.
func (s *Service) storeReply(ctx context.Context, question Message, reply string) error {
	if err := CheckContent(reply); err != nil {
		return err
	}
	started := time.Now()
	change, err := s.store.Append(ctx, question.SessionID, func(view View) (Change, error) {
		message := following(view.Last, s.options.Clock())
		message.SessionID = question.SessionID
		message.Type = TypeAssistant
		message.Content = reply
		message.ReplyTo = question.ID
		return Change{Message: &message}, nil
	})
	if err != nil {
		return err
	}
	s.options.Observer.Appended(time.Since(started))
	s.options.Observer.MessageStored(TypeAssistant)
	s.options.Observer.ReplyStored(change.Message.Timestamp.Sub(question.Timestamp))
	return nil
}

// unanswered returns the users' messages of the last minutes that no reply
// refers to: those that were waiting when the process before this one ended.
func (s *Service) unanswered() []Message {
	since := s.options.Clock().Add(-replyAge)
	var waiting []Message
	for _, session := range s.store.Sessions() {
		if session.LastActivity.Before(since) {
			continue
		}
		recent, err := s.recent(session, since)
		if err != nil {
			// The replies are lost, the messages are not: go on serving.
			s.options.Logger.Error("cannot look for messages without a reply",
				"session_id", session.ID, "error", err)
			continue
		}
		answered := make(map[string]bool)
		for _, message := range recent {
			answered[message.ReplyTo] = true
		}
		for _, message := range recent {
			if message.Type == TypeUser && !answered[message.ID] {
				waiting = append(waiting, message)
			}
		}
	}
	return waiting
}

func (s *Service) recent(session Session, since time.Time) ([]Message, error) {
	after := s.store.CountUntil(session.ID, since)
	if after >= uint64(session.MessageCount) {
		return nil, nil
	}
	return s.store.Read(context.Background(), session.ID, after, session.MessageCount-int(after))
}
