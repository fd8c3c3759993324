//go:build !chatdebug

package server

import "example.com/chatproduct/backend/internal/routing"

// registerDebug adds nothing without the tag chatdebug.
func (s *Server) registerDebug(*routing.Group) {}
