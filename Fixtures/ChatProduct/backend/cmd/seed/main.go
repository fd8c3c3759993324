// Command seed fills a session with prepared messages, for tries and load tests.
// The server that uses the data directory must not be running.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"example.com/chatproduct/backend/internal/store"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run returns the exit status: 0 done, 1 failed, 2 not understood.
func run(arguments []string, out, problems io.Writer) int {
	plan, err := parse(arguments, problems)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		return 2
	}
	if err := seed(plan); err != nil {
		fmt.Fprintf(problems, "seed: %v\n", err)
		if errors.Is(err, store.ErrInUse) {
			fmt.Fprintln(problems, "Stop the server first.")
		}
		return 1
	}
	fmt.Fprintf(out, "%d messages stored in session %s\n", plan.count, plan.session)
	return 0
}

// parse reads the arguments; what is wrong with them it says with the usage.
func parse(arguments []string, problems io.Writer) (plan, error) {
	var p plan
	flags := flag.NewFlagSet("seed", flag.ContinueOnError)
	flags.SetOutput(problems)
	flags.StringVar(&p.data, "data", "", "data `directory` of the server")
	flags.StringVar(&p.session, "session", "", "`id` of the session, made when it is missing")
	flags.StringVar(&p.owner, "owner", "", "`name` of the session's owner, the messages' author")
	flags.IntVar(&p.count, "count", 0, "how many messages to add")
	flags.BoolVar(&p.sameTimestamp, "same-timestamp", false, "give all messages one time instead of rising ones")
	flags.BoolVar(&p.shared, "shared", false, "share a new session with all administrators")
	flags.IntVar(&p.contentBytes, "content-bytes", 0, "length of each message; 0 for a short line")
	if err := flags.Parse(arguments); err != nil {
		return plan{}, err
	}
	err := p.check()
	if err == nil && flags.NArg() > 0 {
		err = fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	if err != nil {
		fmt.Fprintf(problems, "seed: %v\n", err)
		flags.Usage()
	}
	return p, err
}

func seed(p plan) (err error) {
	kept, err := store.Open(p.data, store.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, kept.Close()) }()
	for stored := 0; stored < p.count; stored += bulk {
		count := min(bulk, p.count-stored)
		if _, err := kept.AppendMany(context.Background(), p.session, count, p.next); err != nil {
			return err
		}
	}
	return nil
}
