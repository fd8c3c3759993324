module example.com/library

go 1.22

require github.com/labstack/echo/v4 v4.2.1

replace github.com/labstack/echo/v4 => ./third_party/echo
