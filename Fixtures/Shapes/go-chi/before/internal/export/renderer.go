package export

import (
	"bytes"
	"fmt"

	"example.com/invoices/internal/invoice"
)

// Renderer writes documents.
type Renderer struct{ footer string }

// NewRenderer makes a renderer.
func NewRenderer(footer string) *Renderer { return &Renderer{footer: footer} }

// Render writes one document.
func (r *Renderer) Render(one invoice.Invoice) []byte {
	var page bytes.Buffer
	page.WriteString("%PDF-1.4\n")
	for _, line := range one.Lines {
		fmt.Fprintf(&page, "%s %d\n", line.Text, line.Amount)
	}
	fmt.Fprintf(&page, "%d\n%s\n", one.Total(), r.footer)
	return page.Bytes()
}
