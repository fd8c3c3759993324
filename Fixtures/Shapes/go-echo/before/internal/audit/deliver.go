//go:build !debug

package audit

import "net/smtp"

func deliver(to string, text []byte) error {
	return smtp.SendMail("localhost:25", nil, "library@localhost", []string{to}, text)
}
