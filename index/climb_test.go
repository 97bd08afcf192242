package index

import (
	"math"
	"slices"
)

// fitWeights maximises the probability, in a softmax of the scores, that a right candidate
// wins. What the lessons say nothing about stays as held.
func fitWeights(lessons []lesson, from, held vector) vector {
	const decay = 0.001
	w := slices.Clone(from[:])
	climb(w, 400, 0.05, func(g []float64) {
		var total float64
		for _, l := range lessons {
			if l.solvable() {
				total += l.weight
				l.addGradient(g, w)
			}
		}
		for i := range g {
			if i < insuredFits && i != leavesScope || i == keyword {
				g[i] = g[i]/total - decay*w[i]
			} else {
				w[i], g[i] = held[i], 0 // our lessons have no such questions
			}
		}
	})
	return vector(w)
}

func (l *lesson) addGradient(g, w []float64) {
	scores := make([]float64, len(l.list))
	for i, c := range l.list {
		scores[i] = c.features.dot(vector(w))
	}
	greatest := slices.Max(scores)
	var all, right float64
	for i := range scores {
		scores[i] = math.Exp(scores[i] - greatest)
		all += scores[i]
		if l.right[i] {
			right += scores[i]
		}
	}
	for i, c := range l.list {
		p := -scores[i] / all
		if l.right[i] {
			p += scores[i] / right
		}
		for k := range g {
			g[k] += l.weight * p * c.features[k]
		}
	}
}

// fitTrust is a logistic regression of "the first candidate is right" on the signals.
func fitTrust(x *Index, lessons []lesson, from signals) signals {
	const decay = 1e-4
	w := slices.Clone(from[:])
	climb(w, 1500, 0.02, func(g []float64) {
		var total float64
		for _, l := range lessons {
			if len(l.list) == 0 {
				continue
			}
			s := x.signals(l.list, 0)
			wrong := -1 / (1 + math.Exp(-s.dot(signals(w))))
			if l.right[0] {
				wrong++
			}
			for i := range g {
				g[i] += l.weight * wrong * s[i]
			}
			total += l.weight
		}
		for i := range g {
			g[i] = g[i]/total - decay*w[i]
		}
	})
	return signals(w)
}

// climb follows the gradient by the method called Adam.
func climb(w []float64, steps int, pace float64, gradient func(g []float64)) {
	mean, square := make([]float64, len(w)), make([]float64, len(w))
	for step := 1; step <= steps; step++ {
		g := make([]float64, len(w))
		gradient(g)
		for i := range w {
			mean[i] = 0.9*mean[i] + 0.1*g[i]
			square[i] = 0.999*square[i] + 0.001*g[i]*g[i]
			m := mean[i] / (1 - math.Pow(0.9, float64(step)))
			s := square[i] / (1 - math.Pow(0.999, float64(step)))
			w[i] += pace * m / (math.Sqrt(s) + 1e-8)
		}
	}
}
