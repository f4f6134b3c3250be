/** Labels of the time axis are few, evenly spaced and name their year. */
import { describe, expect, it } from "vitest";
import { timeTicks } from "@/components/charts/time-ticks";

function weekdays(from: string, to: string): string[] {
  const days = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000) {
    if (![0, 6].includes(new Date(at).getUTCDay())) days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}

const labelsOf = (dates: string[]) => [...timeTicks(dates)].map(([index, label]) => `${dates[index] ?? ""} ${label}`);

describe("timeTicks", () => {
  it("labels a year by quarters, at their first session", () => {
    expect(labelsOf(weekdays("2021-12-28", "2022-12-28"))).toEqual(["2022-01-03 Jan 2022", "2022-04-01 Apr", "2022-07-01 Jul", "2022-10-03 Oct"]);
  });

  it("says a new year where it begins", () => {
    expect(labelsOf(weekdays("2021-08-15", "2022-05-15")).map((label) => label.slice(11))).toEqual(["Sep 2021", "Nov", "Jan 2022", "Mar", "May"]);
  });

  it.each([
    ["2020-12-28", "2022-12-28", ["Jan 2021", "Jul", "Jan 2022", "Jul"]],
    ["2012-12-28", "2022-12-28", ["2014", "2016", "2018", "2020", "2022"]],
    ["2022-06-28", "2022-12-28", ["Jul 2022", "Sep", "Nov"]],
  ])("from %s to %s", (from, to, labels) => {
    expect([...timeTicks(weekdays(from, to)).values()]).toEqual(labels);
  });

  it("labels a month by its weeks, as days", () => {
    expect([...timeTicks(weekdays("2022-11-28", "2022-12-28")).values()]).toEqual(["2022-12-05", "2022-12-12", "2022-12-19", "2022-12-26"]);
  });

  it("has nothing to say about no days or one", () => {
    expect(timeTicks([]).size).toBe(0);
    expect(timeTicks(["2022-12-28"]).size).toBe(0);
  });
});
