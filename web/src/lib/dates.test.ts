/** Days without time zones. */
import { expect, it } from "vitest";
import { addMonths, dayNumber, isoDay, lastWeekday } from "@/lib/dates";

it("counts days and back", () => {
  expect(isoDay(dayNumber("2008-09-15"))).toBe("2008-09-15");
  expect(dayNumber("1970-01-02")).toBe(1);
});

it("moves by months and keeps to the end of shorter ones", () => {
  expect(addMonths("2022-01-31", 1)).toBe("2022-02-28");
  expect(addMonths("2020-03-31", -1)).toBe("2020-02-29");
  expect(addMonths("2022-01-15", -12)).toBe("2021-01-15");
});

it("takes the Friday for a weekend", () => {
  expect(lastWeekday("2008-09-13")).toBe("2008-09-12");
  expect(lastWeekday("2008-09-14")).toBe("2008-09-12");
  expect(lastWeekday("2008-09-15")).toBe("2008-09-15");
});
