package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"sync"
)

// A conn is one connection with the statements prepared on it. What runs on it is short and
// not interrupted: hence no context.
type conn struct {
	mu       sync.Mutex // held by whoever uses it
	sql      *sql.Conn
	prepared map[string]*sql.Stmt
	level    durability
}

func connect(ctx context.Context, pool *sql.DB) (*conn, error) {
	c, err := pool.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &conn{sql: c, prepared: map[string]*sql.Stmt{}}, nil
}

func (c *conn) close() error {
	var err error
	for _, s := range c.prepared {
		err = errors.Join(err, s.Close())
	}
	return errors.Join(err, c.sql.Close())
}

func (c *conn) prepare(statement string) (*sql.Stmt, error) {
	if s := c.prepared[statement]; s != nil {
		return s, nil
	}
	s, err := c.sql.PrepareContext(context.Background(), statement)
	if err == nil {
		c.prepared[statement] = s
	}
	return s, err
}

// exec runs a statement and returns how many rows it changed.
func (c *conn) exec(statement string, args ...any) (int64, error) {
	s, err := c.prepare(statement)
	if err != nil {
		return 0, err
	}
	r, err := s.ExecContext(context.Background(), args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// run is exec where it does not matter how many rows there were.
func (c *conn) run(statement string, args ...any) error {
	_, err := c.exec(statement, args...)
	return err
}

// row reads the one row of a query, sql.ErrNoRows if there is none.
func (c *conn) row(query string, args []any, into ...any) error {
	s, err := c.prepare(query)
	if err != nil {
		return err
	}
	return s.QueryRowContext(context.Background(), args...).Scan(into...)
}

// collect reads all rows of a query, each with scan.
func collect[T any](c *conn, query string, args []any, scan func(*sql.Rows, *T) error) (list []T, err error) {
	s, err := c.prepare(query)
	if err != nil {
		return nil, err
	}
	rows, err := s.QueryContext(context.Background(), args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var v T
		if err := scan(rows, &v); err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, rows.Err()
}

// script runs statements that are needed once.
func (c *conn) script(statements string) error {
	_, err := c.sql.ExecContext(context.Background(), statements)
	return err
}

// transaction runs f in one.
func (c *conn) transaction(f func() error) error {
	if err := c.run(`BEGIN IMMEDIATE`); err != nil {
		return err
	}
	err := f()
	if err == nil {
		err = c.run(`COMMIT`)
	}
	if err != nil {
		_ = c.run(`ROLLBACK`) // fails if SQLite has rolled back already
	}
	return err
}

// sync makes commits from now on as durable as that.
func (c *conn) sync(level durability) error {
	if c.level == level {
		return nil
	}
	if err := c.script(`PRAGMA synchronous = ` + string(level)); err != nil {
		return err
	}
	c.level = level
	return nil
}
