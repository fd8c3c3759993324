package chat_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"example.com/chatproduct/backend/internal/chat"
)

// talk stores m1 to mN, a second apart.
func talk(t *testing.T, count int) (*chat.Service, []chat.Message) {
	t.Helper()
	now := time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)
	service := newService(t, chat.Options{Clock: func() time.Time {
		now = now.Add(time.Second)
		return now
	}})
	messages := make([]chat.Message, 0, count)
	for i := range count {
		messages = append(messages, send(t, service, room, fmt.Sprintf("m%d", i+1)))
	}
	return service, messages
}

func TestSince(t *testing.T) {
	service, messages := talk(t, 5)
	third := messages[2]
	cases := []struct {
		name, since string
		want        []string
	}{
		{"from the start", "", []string{"m1", "m2", "m3", "m4", "m5"}},
		{"an id", third.ID, []string{"m4", "m5"}},
		{"the last id", messages[4].ID, []string{}},
		{"a time as served", third.Timestamp.Format(time.RFC3339Nano), []string{"m4", "m5"}},
		{"the same in another zone", third.Timestamp.In(time.FixedZone("", 7200)).Format(time.RFC3339Nano), []string{"m4", "m5"}},
		{"just before", third.Timestamp.Add(-1).Format(time.RFC3339Nano), []string{"m3", "m4", "m5"}},
		{"seconds", fmt.Sprint(third.Timestamp.Unix()), []string{"m4", "m5"}},
		{"seconds with a fraction", fmt.Sprintf("%d.5", third.Timestamp.Unix()-1), []string{"m3", "m4", "m5"}},
		{"long ago", "0001-01-01T00:00:00Z", []string{"m1", "m2", "m3", "m4", "m5"}},
		{"far ahead", "9999-12-31T23:59:59Z", []string{}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := contents(t, service, chat.Query{SessionID: room, Since: c.since}); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestForeignCursorsAreUnknown(t *testing.T) {
	service, _ := talk(t, 2)
	foreign := send(t, service, other, "elsewhere")
	for _, since := range []string{"not-a-thing", foreign.ID} {
		if _, err := service.Messages(t.Context(), ada, chat.Query{SessionID: room, Since: since}); !errors.Is(err, chat.ErrUnknownCursor) {
			t.Errorf("since %s: %v", since, err)
		}
		if _, err := service.History(t.Context(), ada, room, since, 10); !errors.Is(err, chat.ErrUnknownCursor) {
			t.Errorf("before %s: %v", since, err)
		}
	}
}

func TestPages(t *testing.T) {
	service, _ := talk(t, 101)
	cases := []struct {
		limit, offset, count int
		more                 bool
	}{
		{0, 0, 50, true},
		{25, 75, 25, true},
		{25, 100, 1, false},
		{1000, 0, 101, false},
		{101, 0, 101, false},
		{100, 0, 100, true},
		{100, 1, 100, false},
		{1, 10_000, 0, false},
		{1, math.MaxInt, 0, false},
	}
	for _, c := range cases {
		t.Run(fmt.Sprintf("limit %d offset %d", c.limit, c.offset), func(t *testing.T) {
			page := get(t, service, chat.Query{SessionID: room, Limit: c.limit, Offset: c.offset})
			if len(page.Messages) != c.count || page.HasMore != c.more || page.Messages == nil {
				t.Errorf("%d messages, more %t", len(page.Messages), page.HasMore)
			}
			if c.count > 0 && page.Messages[0].Sequence != uint64(c.offset)+1 {
				t.Errorf("begins with message %d", page.Messages[0].Sequence)
			}
		})
	}
}

func TestLimitsOfAQuery(t *testing.T) {
	service, _ := talk(t, 1)
	for _, query := range []chat.Query{
		{SessionID: room, Limit: -1}, {SessionID: room, Limit: 1001}, {SessionID: room, Offset: -1}, {SessionID: "short"},
	} {
		var invalid *chat.ValidationError
		if _, err := service.Messages(t.Context(), ada, query); !errors.As(err, &invalid) {
			t.Errorf("%+v: %v", query, err)
		}
	}
}

func TestHistory(t *testing.T) {
	service, messages := talk(t, 5)
	cases := []struct {
		name, before string
		limit        int
		want         []string
		more         bool
	}{
		{"the latest", "", 2, []string{"m4", "m5"}, true},
		{"before an id", messages[3].ID, 2, []string{"m2", "m3"}, true},
		{"up to the start", messages[2].ID, 2, []string{"m1", "m2"}, false},
		{"before the first", messages[0].ID, 2, []string{}, false},
		{"before a time", messages[3].Timestamp.Format(time.RFC3339Nano), 10, []string{"m1", "m2", "m3"}, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			page, err := service.History(t.Context(), ada, room, c.before, c.limit)
			if err != nil {
				t.Fatal(err)
			}
			if got := texts(page.Messages); !slices.Equal(got, c.want) || page.HasMore != c.more {
				t.Errorf("got %q, more %t", got, page.HasMore)
			}
		})
	}
}

func TestTheRevisionFollowsTheMessages(t *testing.T) {
	service := newService(t, chat.Options{})
	if revision, at, err := service.Revision(t.Context(), ada, room, ""); revision != 0 || !at.IsZero() || err != nil {
		t.Errorf("unknown session: %d, %s, %v", revision, at, err)
	}
	for i := range 3 {
		message := send(t, service, room, "hello")
		revision, at, err := service.Revision(t.Context(), ada, room, "")
		if revision != uint64(i)+1 || !at.Equal(message.Timestamp) || err != nil {
			t.Errorf("after %d messages: %d, %s, %v", i+1, revision, at, err)
		}
		if page := get(t, service, chat.Query{SessionID: room, Limit: 1}); page.Revision != revision || !page.LastChange.Equal(at) {
			t.Errorf("page of revision %d, %s", page.Revision, page.LastChange)
		}
	}
}

func TestAnUnknownSessionHasAnEmptyPage(t *testing.T) {
	service := newService(t, chat.Options{})
	page := get(t, service, chat.Query{SessionID: room, Since: "2024-05-01T12:00:00Z"})
	if page.Messages == nil || len(page.Messages) > 0 || page.HasMore {
		t.Errorf("%+v", page)
	}
	if page, err := service.History(t.Context(), ada, room, "", 0); err != nil || page.Messages == nil || len(page.Messages) > 0 {
		t.Errorf("history %+v, %v", page, err)
	}
}
