// What each kind of chart looks like, for the chart library, and in words.

const rampSteps = 6;
/** Below this width there is no room for figures on the bars. */
const narrowPixels = 420;

/** The colours of the theme that is shown. */
function theme() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    surface: colour("surface"), line: colour("line"), strong: colour("line-strong"),
    ink: colour("ink"), soft: colour("ink-soft"), accent: colour("accent"), bad: colour("bad"),
    ramp: Array.from({ length: rampSteps }, (_, step) => colour(`ramp-${step}`)),
    font: getComputedStyle(document.body).fontFamily,
  };
}

const locale = () => document.documentElement.dataset.locale || "en-US";

/** An exact amount: the text goes in as it is, and no binary fraction comes between. */
function money(amount, currency) {
  return signed(new Intl.NumberFormat(locale(), { style: "currency", currency }).format(amount));
}

/** A minus sign that cannot be taken for a hyphen, as in the tables. */
function signed(text) {
  return text.replace("-", "\u2212");
}

function compact(number, currency) {
  const form = { style: "currency", currency, notation: "compact", maximumFractionDigits: 1 };
  return signed(new Intl.NumberFormat(locale(), form).format(number));
}

function day(iso, style = "medium") {
  const date = new Date(`${iso}T12:00:00Z`);
  const form = style === "short"
    ? { month: "short", day: "numeric", timeZone: "UTC" } : { dateStyle: "medium", timeZone: "UTC" };
  return new Intl.DateTimeFormat(locale(), form).format(date);
}

function base(colours, currency) {
  const text = { color: colours.soft, fontFamily: colours.font, fontSize: 12 };
  return {
    animation: false,
    textStyle: { fontFamily: colours.font },
    grid: { left: 4, right: 12, top: 26, bottom: 4, containLabel: true },
    tooltip: {
      trigger: "axis",
      // Drawn, not built from HTML, whose styles the page's policy would refuse.
      renderMode: "richText",
      axisPointer: { type: "shadow", shadowStyle: { color: colours.strong, opacity: 0.15 } },
      backgroundColor: colours.surface, borderColor: colours.strong, borderWidth: 1, padding: 8,
      textStyle: { ...text, color: colours.ink }, confine: true,
    },
    xAxis: {
      type: "category", axisTick: { show: false }, axisLine: { lineStyle: { color: colours.strong } },
      axisLabel: { ...text, hideOverlap: true },
    },
    yAxis: {
      type: "value", splitNumber: 4, splitLine: { lineStyle: { color: colours.line } },
      axisLabel: { ...text, formatter: (value) => compact(value, currency) },
    },
  };
}

/** Spreads the colours over however many buckets there are, as the table does. */
function rampStep(index, count) {
  return count < 2 ? 0 : Math.floor((index * (rampSteps - 1) + Math.floor((count - 1) / 2)) / (count - 1));
}

function aging(data, colours, width) {
  const { buckets, currency } = data;
  const option = base(colours, currency);
  option.xAxis.data = buckets.map((bucket) => bucket.label);
  Object.assign(option.xAxis.axisLabel, { interval: 0, hideOverlap: false });
  if (width < narrowPixels) option.xAxis.axisLabel.fontSize = 10;
  option.tooltip.formatter = ([{ dataIndex }]) => {
    const { label, amount, share } = buckets[dataIndex];
    return `${label}\n${money(amount, currency)}${share === undefined ? "" : `  ·  ${share} %`}`;
  };
  option.series = [{
    type: "bar", barMaxWidth: 64, barCategoryGap: "32%",
    data: buckets.map((bucket, index) => ({
      value: Number(bucket.amount),
      itemStyle: { color: colours.ramp[rampStep(index, buckets.length)], borderRadius: [3, 3, 0, 0] },
    })),
    label: {
      show: width >= narrowPixels, position: "top", color: colours.soft, fontSize: 12,
      fontFamily: colours.font, formatter: ({ value }) => compact(value, currency),
    },
  }];
  return option;
}

function trend(data, colours) {
  const { points, currency } = data;
  const option = base(colours, currency);
  option.legend = {
    top: 0, left: 0, itemWidth: 14, itemHeight: 8, icon: "roundRect",
    textStyle: { color: colours.soft, fontFamily: colours.font, fontSize: 12 },
  };
  option.grid.top = 34;
  option.xAxis.data = points.map((point) => point.date);
  option.xAxis.boundaryGap = false;
  Object.assign(option.xAxis.axisLabel, { alignMinLabel: "left", alignMaxLabel: "right" });
  option.xAxis.axisLabel.formatter = (value) => day(value, "short");
  option.tooltip.axisPointer = { type: "line", lineStyle: { color: colours.strong } };
  option.tooltip.formatter = ([{ dataIndex }]) => {
    const { date, total, overdue } = points[dataIndex];
    return `${day(date)}\nOpen  ${money(total, currency)}\nOverdue  ${money(overdue, currency)}`;
  };
  const line = (name, key, colour, opacity) => ({
    name, type: "line", data: points.map((point) => Number(point[key])), color: colour,
    symbol: "circle", symbolSize: 5, showSymbol: points.length < 16, lineStyle: { width: 2 },
    areaStyle: { opacity },
  });
  option.series = [
    line("Open", "total", colours.accent, 0.1), line("Overdue", "overdue", colours.ramp[3], 0.18),
  ];
  return option;
}

function waterfall(data, colours, width) {
  const { steps, currency } = data;
  let level = 0;
  const bars = steps.map((step) => {
    const amount = Number(step.amount);
    const from = step.kind === "change" ? level : 0;
    level = step.kind === "change" ? level + amount : amount;
    return { from, to: level, step, amount };
  });
  const option = base(colours, currency);
  option.xAxis.data = steps.map((step) => step.label);
  const isTight = width / steps.length < 72;
  Object.assign(option.xAxis.axisLabel, { interval: 0, hideOverlap: false, rotate: isTight ? 40 : 0 });
  option.tooltip.formatter = ([{ dataIndex }]) =>
    `${steps[dataIndex].label}\n${money(steps[dataIndex].amount, currency)}`;
  const colour = ({ step, amount }) =>
    step.kind !== "change" ? colours.accent : amount < 0 ? colours.ramp[0] : colours.ramp[3];
  // Each bar is drawn by itself, so that one that crosses zero needs no second series.
  option.series = [{
    type: "custom", encode: { x: 0, y: [1, 2] },
    data: bars.map((bar, index) => [index, bar.from, bar.to]),
    renderItem: (_, api) => {
      const [x, top] = api.coord([api.value(0), api.value(2)]);
      const [, bottom] = api.coord([api.value(0), api.value(1)]);
      const barWidth = Math.min(64, api.size([1, 0])[0] * 0.62);
      const bar = bars[api.value(0)];
      const text = compact(bar.amount, currency);
      return {
        type: "group",
        children: [{
          type: "rect",
          shape: {
            x: x - barWidth / 2, y: Math.min(top, bottom), width: barWidth,
            height: Math.max(1.5, Math.abs(top - bottom)), r: 2,
          },
          style: { fill: colour(bar) },
        }, {
          type: "text",
          ignore: width < narrowPixels,
          style: {
            text, x, y: Math.min(top, bottom) - 5, align: "center", verticalAlign: "bottom",
            fill: colours.soft, font: `12px ${colours.font}`,
          },
        }],
      };
    },
  }];
  return option;
}

const kinds = { aging, trend, waterfall };

/** The library's options for a kind of chart. */
export function options(kind, data, width) {
  return kinds[kind](data, theme(), width);
}

/** The figures of a chart as a sentence; null when there are none. */
export function describe(kind, data) {
  const { currency } = data;
  if (kind === "aging") {
    if (!data.buckets?.some((bucket) => Number(bucket.amount) !== 0)) return null;
    return data.buckets.map((each) => `${each.label} ${money(each.amount, currency)}`).join("; ");
  }
  if (kind === "waterfall") {
    if (!data.steps?.some((step) => Number(step.amount) !== 0)) return null;
    return data.steps.map((each) => `${each.label} ${money(each.amount, currency)}`).join("; ");
  }
  if (!data.points?.length) return null;
  const [first, last] = [data.points[0], data.points[data.points.length - 1]];
  return `open ${money(first.total, currency)} on ${day(first.date)}, `
    + `${money(last.total, currency)} on ${day(last.date)}, `
    + `of which ${money(last.overdue, currency)} overdue`;
}
