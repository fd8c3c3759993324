// Package invoice knows what invoices are.
package invoice

import "time"

// Status tells how far an invoice is.
type Status int

// How far an invoice can be.
const (
	Draft Status = iota
	Sent
	Paid
)

// String is how people read a status.
func (s Status) String() string {
	switch s {
	case Draft:
		return "draft"
	case Sent:
		return "sent"
	case Paid:
		return "paid"
	}
	return "unknown"
}

// Line is one thing to pay for.
type Line struct {
	Text   string `json:"text"`
	Amount int    `json:"amount"`
}

// Invoice is what somebody shall pay.
type Invoice struct {
	ID       string    `json:"id"`
	Customer string    `json:"customer"`
	Lines    []Line    `json:"lines"`
	Status   Status    `json:"status"`
	Created  time.Time `json:"created"`
}

// Total is the sum of all lines.
func (i Invoice) Total() int {
	total := 0
	for _, line := range i.Lines {
		total += line.Amount
	}
	return total
}

// FileName is what the invoice's document is called.
func (i Invoice) FileName() string { return "invoice-" + i.ID + ".pdf" }
