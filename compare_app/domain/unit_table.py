"""The units of the field and their spellings, as data: what may be converted into what, by exact factors.

One entry a kind. Units of one kind convert by factor (and offset, for temperatures); units of different kinds never
do, however alike their dimensions are (rulings 14). Factors are exact: SI brochure (9th edition) for the prefixes,
NIST SP 811 appendix B for inch, pound, calorie (international table) and BTU (IT), kgf = 9.806 65 N.
"""

from __future__ import annotations

from typing import Final

# unit: how many base units it is (a fraction is written a/b); the first unit of a kind is its base
KINDS: Final[dict[str, dict[str, str]]] = {
    "length": {
        "m": "1", "km": "1000", "dm": "0.1", "cm": "0.01", "mm": "0.001", "µm": "0.000001", "nm": "0.000000001",
        "in": "0.0254", "ft": "0.3048",
    },
    "area": {"m²": "1", "dm²": "0.01", "cm²": "0.0001", "mm²": "0.000001"},
    "volume": {"m³": "1", "dm³": "0.001", "L": "0.001", "cm³": "0.000001", "mL": "0.000001", "mm³": "0.000000001"},
    "mass": {
        "kg": "1", "t": "1000", "g": "0.001", "mg": "0.000001", "µg": "0.000000001", "ng": "0.000000000001",
        "lb": "0.45359237", "oz": "0.028349523125",
    },
    "time": {"s": "1", "ms": "0.001", "min": "60", "h": "3600", "d": "86400"},
    "speed": {"m/s": "1", "mm/s": "0.001", "mm/min": "1/60000", "m/min": "1/60", "km/h": "5/18"},
    "force": {
        "N": "1", "kN": "1000", "MN": "1000000", "mN": "0.001", "kgf": "9.80665", "gf": "0.00980665",
        "lbf": "4.4482216152605",
    },
    "torque": {"N·m": "1", "N·cm": "0.01", "mN·m": "0.001", "kN·m": "1000"},
    "force per length": {"N/m": "1", "N/mm": "1000", "kN/m": "1000", "N/cm": "100"},
    "pressure": {
        "Pa": "1", "kPa": "1000", "MPa": "1000000", "GPa": "1000000000", "N/mm²": "1000000", "N/cm²": "10000",
        "N/m²": "1", "kN/m²": "1000", "kgf/cm²": "98066.5", "kgf/mm²": "9806650", "bar": "100000", "mbar": "100",
        "psi": "44482216152605/6451600000",
    },
    "energy": {
        "J": "1", "kJ": "1000", "MJ": "1000000", "GJ": "1000000000", "W·h": "3600", "kW·h": "3600000",
        "MW·h": "3600000000", "kcal": "4186.8", "BTU": "1055.05585262",
    },
    "energy per area": {"J/m²": "1", "kJ/m²": "1000", "J/cm²": "10000"},
    "energy per length": {"J/m": "1", "kJ/m": "1000"},
    "power": {
        "W": "1", "mW": "0.001", "kW": "1000", "MW": "1000000", "kcal/h": "1.163",
        "BTU/h": "1055.05585262/3600", "kBTU/h": "1055055.85262/3600",
    },
    "energy per day": {"kW·h/d": "1", "W·h/d": "0.001", "kW·h/24h": "1"},
    "energy per year": {"kW·h/a": "1", "W·h/a": "0.001"},
    "energy per cycle": {"kW·h/次": "1", "W·h/次": "0.001"},
    "energy per mass": {"J/kg": "1", "kJ/kg": "1000", "MJ/kg": "1000000", "J/g": "1000"},
    "volume flow": {
        "m³/h": "1", "m³/min": "60", "m³/s": "3600", "L/h": "0.001", "L/min": "0.06", "L/s": "3.6",
        "mL/min": "0.00006", "mL/h": "0.000001", "cfm": "1.69901079552",
    },
    "clean air per energy": {"m³/(W·h)": "1", "(m³/h)/W": "1"},
    "energy efficiency ratio": {
        "W/W": "1", "(W·h)/(W·h)": "1", "(kW·h)/(kW·h)": "1", "kW/kW": "1",
        "BTU/(W·h)": "1055.05585262/3600", "(BTU/h)/W": "1055.05585262/3600",
    },
    "thermal conductivity": {"W/(m·K)": "1"},
    "thermal transmittance": {"W/(m²·K)": "1"},
    "thermal resistance": {"m²·K/W": "1"},
    "specific heat": {"kJ/(kg·K)": "1", "J/(kg·K)": "0.001", "J/(g·K)": "1"},
    "voltage": {"V": "1", "mV": "0.001", "kV": "1000", "µV": "0.000001"},
    "electric strength": {"kV/mm": "1", "MV/m": "1", "V/m": "0.000001"},
    "current": {"A": "1", "mA": "0.001", "µA": "0.000001", "kA": "1000"},
    "resistance": {"Ω": "1", "mΩ": "0.001", "kΩ": "1000", "MΩ": "1000000", "GΩ": "1000000000"},
    "resistivity": {"Ω·m": "1", "Ω·cm": "0.01", "Ω·mm²/m": "0.000001"},
    "charge": {"A·h": "1", "mA·h": "0.001"},
    "specific energy": {"W·h/kg": "1", "kW·h/kg": "1000"},
    "energy density": {"W·h/L": "1"},
    "apparent power": {"V·A": "1", "kV·A": "1000"},
    "capacitance": {"F": "1", "mF": "0.001", "µF": "0.000001", "nF": "0.000000001", "pF": "0.000000000001"},
    "frequency": {"Hz": "1", "kHz": "1000", "MHz": "1000000", "GHz": "1000000000"},
    "rotation": {"r/min": "1", "r/s": "60"},
    "angle": {"°": "1"},
    "luminous flux": {"lm": "1", "klm": "1000"},
    "luminous efficacy": {"lm/W": "1"},
    "illuminance": {"lx": "1", "klx": "1000"},
    "luminous intensity": {"cd": "1", "mcd": "0.001"},
    "luminance": {"cd/m²": "1"},
    "irradiance": {"W/m²": "1", "kW/m²": "1000"},
    "dose of radiation": {"kW·h/m²": "1"},
    "radioactivity": {"Bq/kg": "1", "Bq/g": "1000"},
    "acceleration": {"m/s²": "1"},
    "viscosity": {"Pa·s": "1"},
    "kinematic viscosity": {"m²/s": "1", "mm²/s": "0.000001"},
    "temperature": {"K": "1", "℃": "1", "℉": "5/9"},
    "rate of heating": {"℃/min": "1", "K/min": "1", "℃/s": "60"},
    # a share means nothing without what it is a share of: each basis is its own kind
    "per cent": {"%": "1", "‰": "0.1"},
    "percentage point": {"个百分点": "1"},
    "mass fraction": {
        "mg/kg": "1", "µg/g": "1", "g/kg": "1000", "mg/g": "1000", "g/100g": "10000", "mg/100g": "10",
        "µg/kg": "0.001", "ng/g": "0.001", "ng/kg": "0.000001", "ppm(w/w)": "1", "ppb(w/w)": "0.001",
        "%(w/w)": "10000",
    },
    "volume fraction": {"ppm(v/v)": "1", "ppb(v/v)": "0.001", "mL/m³": "1", "µL/L": "1", "%(v/v)": "10000"},
    "parts without basis": {"ppm": "1", "ppb": "0.001"},
    "mass concentration": {
        "mg/L": "1", "µg/L": "0.001", "ng/L": "0.000001", "g/L": "1000", "mg/mL": "1000", "µg/mL": "1",
        "kg/m³": "1000", "g/cm³": "1000000", "g/m³": "1", "mg/m³": "0.001", "µg/m³": "0.000001",
    },
    "mass per area": {
        "g/m²": "1", "kg/m²": "1000", "mg/dm²": "0.1", "mg/cm²": "10", "µg/cm²": "0.01", "mg/m²": "0.001",
    },
    "mass per length": {"kg/m": "1", "g/m": "0.001"},
    "mass per time": {"kg/h": "1", "g/h": "0.001", "mg/h": "0.000001"},
    "water vapour": {"g/(m²·24h)": "1", "g/(m²·d)": "1"},
    "count of colonies": {"CFU/g": "1", "CFU/mL": "1"},
    # levels: a weighting changes what is measured
    "level": {"dB": "1"},
    "level A": {"dB(A)": "1"},
    "level C": {"dB(C)": "1"},
    "pH": {"pH": "1"},
    "volume per cycle": {"L/次": "1", "mL/次": "0.001"},
    "times": {"次": "1", "万次": "10000"},
    "times per time": {"次/min": "1"},
    "level by number": {"级": "1"},
    "points": {"分": "1"},
    "pieces": {"个": "1", "件": "1", "只": "1"},
    "sets": {"台": "1"},
    "multiple": {"倍": "1"},
}  # fmt: skip

# zero of the unit, in base units: 0 ℃ = 273.15 K; 0 ℉ = 459.67 × 5/9 K (SI brochure 2.3.1; NIST SP 811 B.9)
OFFSETS: Final[dict[str, str]] = {"℃": "273.15", "℉": "2298.35/9"}

# how people write them; what differs only by blanks, width, μ/µ, ^2/² or the dot of a product is folded before
SPELLINGS: Final[dict[str, str]] = {
    "m": "米", "mm": "毫米 Mm MM", "cm": "厘米 公分 CM", "dm": "分米", "km": "千米 公里 KM",
    "in": "inch inches 英寸 \"", "ft": "foot feet 英尺", "µm": "um 微米", "nm": "纳米",
    "m²": "m2 平方米 sqm", "cm²": "cm2 平方厘米", "mm²": "mm2 平方毫米", "dm²": "dm2",
    "m³": "m3 立方米 cbm", "L": "l ℓ 升 公升 liter litre", "mL": "ml 毫升 ML cc", "cm³": "cm3", "mm³": "mm3",
    "dm³": "dm3",
    "kg": "KG Kg 千克 公斤", "g": "克", "mg": "毫克", "µg": "ug 微克", "t": "吨", "lb": "lbs", "ng": "纳克",
    "s": "sec 秒", "min": "minute minutes 分钟", "h": "hr hrs hour hours 小时", "d": "day days 天", "ms": "毫秒",
    "N": "牛 牛顿 newton", "kN": "KN 千牛", "kgf": "公斤力", "lbf": "lb·f",
    "N·m": "Nm N-m 牛米 牛·米", "N·cm": "Ncm",
    "Pa": "pa 帕", "kPa": "KPa KPA kpa 千帕", "MPa": "Mpa MPA mpa 兆帕", "GPa": "Gpa GPA 吉帕",
    "N/mm²": "N/mm2 n/mm2 N·mm-2 N/mm^2", "N/m²": "N/m2", "kN/m²": "kN/m2", "kgf/cm²": "kgf/cm2 kg/cm2 kg/cm²",
    "kgf/mm²": "kgf/mm2", "N/cm²": "N/cm2", "psi": "PSI lbf/in2 lbf/in²",
    "J": "焦 焦耳", "kJ": "KJ 千焦", "MJ": "兆焦",
    "W·h": "Wh wh WH 瓦时 瓦·时", "kW·h": "kWh KWh KWH kwh KwH Kwh 千瓦时 千瓦·时 KW·h kw·h", "MW·h": "MWh 兆瓦时",
    "kcal": "Kcal 大卡 千卡", "BTU": "Btu btu", "J/m²": "J/m2", "kJ/m²": "kJ/m2", "J/cm²": "J/cm2",
    "W": "w 瓦 瓦特 watt watts", "kW": "KW Kw kw 千瓦", "mW": "毫瓦", "MW": "兆瓦",
    "BTU/h": "Btu/h btu/h BTU/hr Btu/hr btu/hr BTUH Btuh",
    "kW·h/d": "kWh/d kWh/天 kWh/day kW·h/天 千瓦时/天", "kW·h/24h": "kWh/24h kWh/(24h) kW·h/(24h)",
    "kW·h/a": "kWh/a kWh/年 kWh/year kWh/annum kWh/yr kW·h/年", "kW·h/次": "kWh/次 kWh/cycle kW·h/cycle",
    "W·h/次": "Wh/次 Wh/cycle W·h/cycle",
    "m³/h": "m3/h m³/hr m3/hr 立方米/小时 立方米每小时 m³/小时 CMH cmh", "m³/min": "m3/min CMM cmm",
    "m³/s": "m3/s", "L/min": "l/min 升/分钟 升/分 LPM lpm", "L/h": "l/h 升/小时", "L/s": "l/s", "mL/min": "ml/min",
    "cfm": "CFM ft3/min ft³/min",
    "m³/(W·h)": "m3/(W·h) m³/(Wh) m3/(Wh) m³/Wh m3/Wh m³/W·h m³/(h·W) m3/(h·W)", "(m³/h)/W": "(m3/h)/W m³/h/W m3/h/W",
    "(W·h)/(W·h)": "W·h/W·h Wh/Wh (Wh)/(Wh) W·h/(W·h) Wh/(Wh) (Wh/Wh) (W·h/W·h)",
    "(kW·h)/(kW·h)": "kWh/kWh kW·h/kW·h (kWh)/(kWh) kWh/(kWh) kW·h/(kW·h)", "W/W": "w/w",
    "BTU/(W·h)": "Btu/(W·h) Btu/Wh BTU/Wh Btu/W·h BTU/W·h Btu/(Wh) BTU/(Wh)",
    "(BTU/h)/W": "(Btu/h)/W BTU/h/W Btu/h/W BTU/(h·W) Btu/(h·W)",
    "W/(m·K)": "W/mK W/m·K W/(mK)", "W/(m²·K)": "W/(m2·K) W/m²K W/m2K W/m²·K W/m2·K W/(m²K) W/(m2K)",
    "m²·K/W": "m2·K/W m²K/W (m²·K)/W (m2·K)/W", "kJ/(kg·K)": "kJ/(kgK)",
    "V": "v 伏 伏特", "mV": "毫伏", "kV": "KV 千伏", "A": "安 安培", "mA": "毫安", "µA": "uA 微安", "kV/mm": "KV/mm",
    "Ω": "ohm ohms Ohm 欧 欧姆", "kΩ": "KΩ 千欧", "MΩ": "兆欧", "mΩ": "毫欧", "Ω·mm²/m": "Ω·mm2/m",
    "A·h": "Ah AH 安时", "mA·h": "mAh MAH mah MAh 毫安时", "V·A": "VA 伏安", "kV·A": "kVA KVA",
    "W·h/kg": "Wh/kg", "W·h/L": "Wh/L Wh/l W·h/l", "µF": "uF 微法", "Hz": "HZ hz 赫 赫兹", "kHz": "KHz KHZ",
    "r/min": "rpm RPM r·min-1 转/分 转/分钟", "r/s": "rps", "°": "度(角) deg",
    "lm": "LM 流明", "lm/W": "lm/w Lm/W LM/W 流明/瓦", "lx": "lux Lux LUX 勒克斯", "cd": "坎德拉", "cd/m²": "cd/m2 nit",
    "W/m²": "W/m2", "kW/m²": "kW/m2", "kW·h/m²": "kWh/m2 kWh/m²", "m/s²": "m/s2", "m²/s": "m2/s", "mm²/s": "mm2/s",
    "℃": "°C ºC degC 摄氏度 oC", "℉": "°F ºF degF 华氏度", "K": "开尔文 kelvin", "℃/min": "°C/min", "℃/s": "°C/s",
    "%": "pct percent 百分比 ﹪", "个百分点": "百分点 pp", "‰": "permille",
    "%(w/w)": "%(m/m) wt% %(质量分数) %(质量) w/w% %w/w %m/m m/m% wt.%", "%(v/v)": "vol% %v/v %(体积分数) v/v%",
    "ppm(w/w)": "ppm(m/m) ppm(质量) ppmw mg/kg(ppm)", "ppb(w/w)": "ppb(m/m)", "ppm(v/v)": "ppmv ppm(体积)",
    "ppm": "PPM", "ppb": "PPB", "mg/kg": "MG/KG mg·kg-1 毫克/千克 毫克/公斤", "µg/g": "ug/g", "µg/kg": "ug/kg",
    "mg/L": "mg/l 毫克/升", "µg/L": "ug/L µg/l ug/l", "g/L": "g/l", "mg/mL": "mg/ml", "µg/mL": "ug/mL ug/ml µg/ml",
    "kg/m³": "kg/m3", "g/cm³": "g/cm3", "g/m³": "g/m3", "mg/m³": "mg/m3", "µg/m³": "ug/m3 ug/m³ µg/m3",
    "g/m²": "g/m2 gsm", "kg/m²": "kg/m2", "mg/dm²": "mg/dm2", "mg/cm²": "mg/cm2", "mg/m²": "mg/m2",
    "µg/cm²": "ug/cm2 ug/cm² µg/cm2", "g/(m²·24h)": "g/(m2·24h) g/m²·24h g/m2·24h", "g/(m²·d)": "g/(m2·d)",
    "CFU/g": "cfu/g", "CFU/mL": "cfu/mL cfu/ml CFU/ml",
    "dB": "db DB 分贝", "dB(A)": "dBA dBa db(A) dB(a) db(a) DB(A) dba 分贝(A)", "dB(C)": "dBC", "pH": "PH pH值",
    "L/次": "l/次 L/flush L/cycle 升/次", "次": "times cycles cycle 回",
    "级": "grade", "分": "points", "个": "pcs", "倍": "×",
}  # fmt: skip

# written for "a pure number"
NO_UNIT: Final = frozenset({"", "-", "--", "---", "—", "——", "–", "/", "1", "无", "无量纲", "无单位", "n/a"})
