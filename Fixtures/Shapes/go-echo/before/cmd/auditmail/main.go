// Command auditmail sends one mail by hand.
package main

import (
	"fmt"
	"os"

	"example.com/library/internal/audit"
)

func main() {
	log := audit.NewLog(os.Getenv("AUDIT_TO"))
	if err := log.Send(); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}
