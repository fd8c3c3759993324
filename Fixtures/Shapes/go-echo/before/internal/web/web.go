// Package web answers requests.
package web

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"example.com/library/internal/audit"
	"example.com/library/internal/lending"
)

type handler struct {
	desk *lending.Desk
	log  *audit.Log
}

// New makes the server.
func New(desk *lending.Desk, log *audit.Log) *echo.Echo {
	h := &handler{desk, log}
	e := echo.New()
	e.Use(h.noStore)
	e.GET("/health", h.health)

	books := e.Group("/books")
	books.GET("", h.list)
	books.POST("/:id/lend", h.lend, needsReader)
	books.POST("/:id/return", h.takeBack)

	if log != nil {
		group := e.Group("/audit", onlyLocal)
		group.GET("", h.pending)
		group.POST("/send", h.send)
	}
	return e
}

func (h *handler) noStore(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if c.QueryParam("reader") != "" {
			return echo.NewHTTPError(http.StatusBadRequest, "readers are named in the body")
		}
		return next(c)
	}
}

func needsReader(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if c.Request().Header.Get("X-Reader") == "" {
			return echo.NewHTTPError(http.StatusUnauthorized, "who are you?")
		}
		return next(c)
	}
}

// onlyLocal refuses those who come through the proxy.
func onlyLocal(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if c.Request().Header.Get(forwardedHeader) != "" {
			return echo.NewHTTPError(http.StatusForbidden, "not from outside")
		}
		return next(c)
	}
}

const forwardedHeader = "X-Forwarded-For"

func (h *handler) health(c echo.Context) error {
	answer := echo.Map{"books": len(h.desk.Books())}
	if h.log != nil {
		answer["audit"] = "mail"
	}
	return c.JSON(http.StatusOK, answer)
}

func (h *handler) list(c echo.Context) error { return c.JSON(http.StatusOK, h.desk.Books()) }

func (h *handler) lend(c echo.Context) error {
	book, err := h.desk.Lend(c.Param("id"), c.Request().Header.Get("X-Reader"))
	if err != nil {
		return refusal(err)
	}
	return c.JSON(http.StatusOK, book)
}

func (h *handler) takeBack(c echo.Context) error {
	if err := h.desk.Return(c.Param("id")); err != nil {
		return refusal(err)
	}
	return c.NoContent(http.StatusNoContent)
}

func (h *handler) pending(c echo.Context) error {
	changes := h.log.Pending()
	return c.JSON(http.StatusOK, echo.Map{"pending": len(changes)})
}

func (h *handler) send(c echo.Context) error {
	if err := h.log.Send(); err != nil {
		return echo.NewHTTPError(http.StatusBadGateway, err.Error())
	}
	return c.NoContent(http.StatusNoContent)
}

func refusal(err error) error {
	switch {
	case errors.Is(err, lending.ErrNoBook):
		return echo.NewHTTPError(http.StatusNotFound, err.Error())
	case errors.Is(err, lending.ErrLent), errors.Is(err, lending.ErrLimit):
		return echo.NewHTTPError(http.StatusConflict, err.Error())
	}
	return err
}
