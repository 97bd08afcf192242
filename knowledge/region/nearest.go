package region

import "math"

// Nearest returns the city nearest to a position and the distance to its nearest known point
// in km. It returns "" if no place has a position.
func (f *Finder) Nearest(lat, lng float64) (code string, km float64) {
	km = math.Inf(1)
	for _, g := range f.regions.All() {
		if g.Lat == 0 && g.Lng == 0 {
			continue
		}
		if d := distance(lat, lng, g.Lat, g.Lng); d < km {
			if c, ok := f.regions.City(g.Code); ok {
				code, km = c.Code, d
			}
		}
	}
	return code, km
}

// distance is the great-circle distance in km on a sphere of the Earth's mean radius.
func distance(lat1, lng1, lat2, lng2 float64) float64 {
	const radius, rad = 6371, math.Pi / 180
	a := math.Pow(math.Sin((lat2-lat1)*rad/2), 2) +
		math.Cos(lat1*rad)*math.Cos(lat2*rad)*math.Pow(math.Sin((lng2-lng1)*rad/2), 2)
	return 2 * radius * math.Asin(math.Sqrt(a))
}
