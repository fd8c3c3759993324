package main

import (
	"flag"
	"log"
	"net/http"
	"os"
	"strconv"
	"time"

	"example.com/shop/shop"
)

var (
	listen   = flag.String("listen", env("SHOP_LISTEN", ":8080"), "where to listen")
	currency = flag.String("currency", env("SHOP_CURRENCY", "EUR"), "what prices are in")

	hookSecret  = flag.String("hook-secret", env("SHOP_HOOK_SECRET", ""), "what partners sign with")
	hookRetries = flag.Int("hook-retries", envNumber("SHOP_HOOK_RETRIES", 3), "how often a partner is called")
)

func env(name, fallback string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return fallback
}

func envNumber(name string, fallback int) int {
	n, err := strconv.Atoi(env(name, strconv.Itoa(fallback)))
	if err != nil {
		log.Fatalf("%s: %v", name, err)
	}
	return n
}

func main() {
	flag.Parse()
	app := shop.New(
		shop.WithCurrency(*currency),
		shop.WithHooks(*hookSecret, *hookRetries, time.Second),
	)
	defer app.Close()
	log.Println("listening at", *listen)
	log.Println("calling partners up to", *hookRetries, "times")
	log.Fatal(http.ListenAndServe(*listen, app.Router()))
}
