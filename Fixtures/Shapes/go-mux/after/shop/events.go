package shop

// event is something worth a line in the log.
type event interface{ isEvent() }

type (
	orderPlaced  struct{ order order }
	orderShipped struct{ order order }
)

func (orderPlaced) isEvent()  {}
func (orderShipped) isEvent() {}

func (a *App) note(e event) {
	switch e := e.(type) {
	case orderPlaced:
		a.log.Printf("order %d placed: %s", e.order.ID, e.order.Item)
	case orderShipped:
		a.log.Printf("order %d shipped", e.order.ID)
	}
}
