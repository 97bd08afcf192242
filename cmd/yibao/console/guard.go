package console

import (
	"crypto/sha256"
	"crypto/subtle"
	"net"
	"net/http"
	"strings"
)

// policy lets a page load its style sheet and its icon, from here, and nothing else.
const policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guard lets in who may see the pages. Without a password these are requests that name this
// machine in their Host header: a page of another website whose name was made to point here
// (DNS rebinding) names that website. With a password the browser has it for this console
// only, so the name may be whatever a proxy in front gives it.
func guard(password string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		switch {
		case password == "" && !Loopback(r.Host):
			http.Error(w, "只给本机看:用 http://127.0.0.1 或 http://localhost 打开。", http.StatusForbidden)
		case password != "" && !knows(r, password):
			h.Set("WWW-Authenticate", `Basic realm="yibao console", charset="UTF-8"`)
			http.Error(w, "要密码。", http.StatusUnauthorized)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// knows reports whether the request has the password; the name of the user does not matter.
// The time it takes tells nothing of the password, not even how long it is.
func knows(r *http.Request, password string) bool {
	_, given, ok := r.BasicAuth()
	a, b := sha256.Sum256([]byte(given)), sha256.Sum256([]byte(password))
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1 && ok
}

// Loopback reports whether a host, with or without a port, is a name of this machine that
// other machines cannot use.
func Loopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.Trim(host, "[]")
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
