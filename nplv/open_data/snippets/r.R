# Misdrijven per 1.000 inwoners in Rotterdam-Zuid en in heel Nederland, per jaar.
open_data <- "{ADRES}"

cijfers <- read.csv(paste0(open_data, "/csv/observations.csv"), encoding = "UTF-8")
gekozen <- subset(
  cijfers,
  indicator == "misdrijven" &
    level %in% c("focusgebied", "nederland") &
    area_code %in% c("rotterdam-zuid", "NL00")
)
reeks <- tapply(gekozen$value, list(gekozen$period, gekozen$area_code), sum)
print(round(reeks, 1))
