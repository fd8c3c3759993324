package main

import (
	"flag"
	"log"
	"net/http"
	"os"

	"example.com/shop/shop"
)

var (
	listen   = flag.String("listen", env("SHOP_LISTEN", ":8080"), "where to listen")
	currency = flag.String("currency", env("SHOP_CURRENCY", "EUR"), "what prices are in")
)

func env(name, fallback string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return fallback
}

func main() {
	flag.Parse()
	app := shop.New(
		shop.WithCurrency(*currency),
	)
	log.Println("listening at", *listen)
	log.Fatal(http.ListenAndServe(*listen, app.Router()))
}
