// Package web answers requests.
package web

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"example.com/library/internal/lending"
)

type handler struct {
	desk *lending.Desk
}

// New makes the server.
func New(desk *lending.Desk) *echo.Echo {
	h := &handler{desk}
	e := echo.New()
	e.Use(h.noStore)
	e.GET("/health", h.health)

	books := e.Group("/books")
	books.GET("", h.list)
	books.POST("/:id/lend", h.lend, needsReader)
	books.POST("/:id/return", h.takeBack)

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

func (h *handler) health(c echo.Context) error {
	answer := echo.Map{"books": len(h.desk.Books())}
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

func refusal(err error) error {
	switch {
	case errors.Is(err, lending.ErrNoBook):
		return echo.NewHTTPError(http.StatusNotFound, err.Error())
	case errors.Is(err, lending.ErrLent), errors.Is(err, lending.ErrLimit):
		return echo.NewHTTPError(http.StatusConflict, err.Error())
	}
	return err
}
