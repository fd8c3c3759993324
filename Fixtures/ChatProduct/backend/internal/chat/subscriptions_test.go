package chat_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"example.com/chatproduct/backend/internal/chat"
)

func TestSubscribersGetTheirSessionInOrder(t *testing.T) {
	service := newService(t, chat.Options{SubscriptionBuffer: 100})
	messages, end := service.Subscribe(room)
	inParallel(50, func(i int) {
		send(t, service, room, fmt.Sprint(i))
		send(t, service, other, "elsewhere")
	})
	end()
	end() // as a handler does that ends for two reasons at once
	var sequence uint64
	for message := range messages {
		sequence++
		if message.Sequence != sequence || message.SessionID != room {
			t.Errorf("message %d of %s where %d was due", message.Sequence, message.SessionID, sequence)
		}
	}
	if sequence != 50 {
		t.Errorf("%d messages", sequence)
	}
}

func TestASlowSubscriberIsDroppedAndCanCatchUp(t *testing.T) {
	service := newService(t, chat.Options{SubscriptionBuffer: 2})
	slow, endSlow := service.Subscribe(room)
	defer endSlow()
	quick, endQuick := service.Subscribe(room)
	defer endQuick()
	for i := range 5 {
		send(t, service, room, fmt.Sprint(i))
		if message := <-quick; message.Sequence != uint64(i)+1 {
			t.Errorf("the quick one got message %d", message.Sequence)
		}
	}
	var got []string
	var last uint64
	for message := range slow {
		got = append(got, message.Content)
		last = message.Sequence
	}
	rest, err := service.MessagesAfter(t.Context(), ada, room, last, 0)
	got = append(got, texts(rest)...)
	if want := []string{"0", "1", "2", "3", "4"}; err != nil || last != 2 || !slices.Equal(got, want) {
		t.Errorf("got %q, of them %d pushed, %v", got, last, err)
	}
}

func TestReplay(t *testing.T) {
	service, messages := talk(t, 5)
	sequence, err := service.SequenceOf(t.Context(), ada, room, messages[2].ID)
	if err != nil || sequence != 3 {
		t.Fatalf("sequence %d, %v", sequence, err)
	}
	cases := []struct {
		session  string
		sequence uint64
		limit    int
		want     []string
	}{
		{room, 3, 0, []string{"m4", "m5"}},
		{room, 0, 2, []string{"m1", "m2"}},
		{room, 5, 0, []string{}},
		{room, 99, 0, []string{}},
		{other, 0, 0, []string{}},
	}
	for _, c := range cases {
		replay, err := service.MessagesAfter(t.Context(), ada, c.session, c.sequence, c.limit)
		if err != nil || replay == nil || !slices.Equal(texts(replay), c.want) {
			t.Errorf("after %d of %s: %q, %v", c.sequence, c.session, texts(replay), err)
		}
	}
}

func TestCloseEndsSubscriptions(t *testing.T) {
	service := newService(t, chat.Options{})
	before, end := service.Subscribe(room)
	if err := service.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
	after, endAfter := service.Subscribe(room)
	for name, messages := range map[string]<-chan chat.Message{"before": before, "after": after} {
		if _, open := <-messages; open {
			t.Errorf("subscribed %s the end and still open", name)
		}
	}
	end()
	endAfter()
}
