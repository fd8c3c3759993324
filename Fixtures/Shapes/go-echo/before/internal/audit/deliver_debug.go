//go:build debug

package audit

import "fmt"

func deliver(to string, text []byte) error {
	_, err := fmt.Println("mail for", to, string(text))
	return err
}
