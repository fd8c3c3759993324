// Package lending lends books and takes them back.
package lending

import (
	"errors"
	"time"
)

// What can go wrong.
var (
	ErrNoBook = errors.New("no such book")
	ErrLent   = errors.New("the book is lent")
	ErrLimit  = errors.New("the reader holds too many books")
)

// Book is what is lent.
type Book struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Reader string `json:"reader,omitempty"`
}

// Change is what happened to a book.
type Change struct {
	When time.Time
	What string
	Book Book
}

// Desk is where books are lent.
type Desk struct {
	limit    int
	books    table[Book]
	onChange []func(Change)
}

// NewDesk makes a desk at which a reader gets so many books.
func NewDesk(limit int) *Desk { return &Desk{limit: limit} }

// OnChange calls back from now on.
func (d *Desk) OnChange(call func(Change)) { d.onChange = append(d.onChange, call) }

// Add puts a book on the shelf.
func (d *Desk) Add(id, title string) { d.books.put(id, Book{ID: id, Title: title}) }

// Books are all books, lent or not.
func (d *Desk) Books() []Book { return d.books.all() }

// Lend gives a book to a reader.
func (d *Desk) Lend(id, reader string) (Book, error) {
	book, ok := d.books.get(id)
	if !ok {
		return Book{}, ErrNoBook
	}
	if book.Reader != "" {
		return Book{}, ErrLent
	}
	held := 0
	for _, other := range d.books.all() {
		if other.Reader == reader {
			held++
		}
	}
	if held >= d.limit {
		return Book{}, ErrLimit
	}
	book.Reader = reader
	d.save(book, "lent to "+reader)
	return book, nil
}

// Return takes a book back.
func (d *Desk) Return(id string) error {
	book, ok := d.books.get(id)
	if !ok {
		return ErrNoBook
	}
	what := "returned by " + book.Reader
	book.Reader = ""
	d.save(book, what)
	return nil
}

func (d *Desk) save(book Book, what string) {
	d.books.put(book.ID, book)
	for _, call := range d.onChange {
		call(Change{When: time.Now(), What: what, Book: book})
	}
}
