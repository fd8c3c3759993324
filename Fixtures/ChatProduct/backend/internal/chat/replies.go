package chat

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"
)

const (
	// replyAttempts is how often the assistant is asked one question.
	replyAttempts = 3
	// replyPause is the wait before the second attempt; it doubles.
	replyPause = time.Second
	// replyAge is how old a question may be that is taken up after a restart.
	replyAge = 10 * time.Minute
)

// Replier answers for the assistant.
type Replier interface {
	Reply(ctx context.Context, sessionID, content string) (string, error)
}

// replies asks the assistant about one message after another, several at a time.
type replies struct {
	replier  Replier
	store    func(ctx context.Context, question Message, reply string) error
	logger   *slog.Logger
	observer Observer

	questions chan Message
	workers   sync.WaitGroup
	// stopping is closed when no further question is to be taken up.
	stopping chan struct{}
	stop     func()
	// ctx ends when even those under way have to end.
	ctx    context.Context
	cancel context.CancelFunc
}

func startReplies(replier Replier, store func(context.Context, Message, string) error, waiting []Message, options Options) *replies {
	ctx, cancel := context.WithCancel(context.Background())
	stopping := make(chan struct{})
	r := &replies{
		replier:   replier,
		store:     store,
		logger:    options.Logger,
		observer:  options.Observer,
		questions: make(chan Message, max(options.ReplyQueue, len(waiting))),
		stopping:  stopping,
		stop:      sync.OnceFunc(func() { close(stopping) }),
		ctx:       ctx,
		cancel:    cancel,
	}
	for _, question := range waiting {
		r.questions <- question
	}
	for range options.ReplyWorkers {
		r.workers.Go(r.work)
	}
	return r
}

// ask queues a question. It never waits: the sender's confirmation does not
// depend on the assistant.
func (r *replies) ask(question Message) {
	select {
	case r.questions <- question:
	default:
		r.fail(question, errors.New("too many messages wait for the assistant"))
	}
}

func (r *replies) close(ctx context.Context) error {
	r.stop()
	defer r.cancel()
	done := make(chan struct{})
	go func() {
		r.workers.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		r.cancel()
		<-done
		return ctx.Err()
	}
}

func (r *replies) work() {
	for {
		// Looked at first: select would choose at random between the two.
		select {
		case <-r.stopping:
			return
		default:
		}
		select {
		case <-r.stopping:
			return
		case question := <-r.questions:
			r.answer(question)
		}
	}
}

func (r *replies) answer(question Message) {
	pause := replyPause
	for attempt := 1; ; attempt++ {
		err := r.attempt(question)
		if err == nil {
			return
		}
		if attempt == replyAttempts || errors.Is(err, ErrUnavailable) {
			r.fail(question, err)
			return
		}
		select {
		case <-r.stopping:
			return // taken up again after the restart
		case <-time.After(pause):
			pause *= 2
		}
	}
}

func (r *replies) attempt(question Message) error {
	reply, err := r.replier.Reply(r.ctx, question.SessionID, question.Content)
	if err != nil {
		return err
	}
	return r.store(r.ctx, question, reply)
}

func (r *replies) fail(question Message, err error) {
	r.logger.Error("message stays without a reply",
		"session_id", question.SessionID, "message_id", question.ID, "error", err)
	r.observer.ReplyFailed()
}
