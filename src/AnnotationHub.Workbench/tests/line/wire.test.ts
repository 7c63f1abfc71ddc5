import { describe, expect, it } from "vitest";
import AssignmentChanged from "../../../../tests/contract-fixtures/AssignmentChanged.json";
import EarningsChanged from "../../../../tests/contract-fixtures/EarningsChanged.json";
import PlaceRequest from "../../../../tests/contract-fixtures/PlaceRequest.json";
import SubmissionOutcome from "../../../../tests/contract-fixtures/SubmissionOutcome.json";
import SubmitRequest from "../../../../tests/contract-fixtures/SubmitRequest.json";
import TaskOffer from "../../../../tests/contract-fixtures/TaskOffer.json";
import type * as wire from "../../src/line/wire";

// The kinds of values under each name. The compiler holds the names against the types, the test against the fixtures.
type Shape<T> = { readonly [K in keyof T]-?: "string" | "number" | "object" | "array" };

const box: Shape<wire.TaskOffer["faceBox"]> = { x: "number", y: "number", width: "number", height: "number" };
const work: Shape<wire.TaskOffer["work"]> = { ...box, scale: "number" };
const money: Shape<wire.Money> = { amount: "string", currency: "string" };
const offer: Shape<wire.TaskOffer> = {
  assignmentId: "string",
  epoch: "number",
  traceCode: "string",
  projectId: "string",
  scheme: "string",
  imageWidth: "number",
  imageHeight: "number",
  faceBox: "object",
  work: "object",
  price: "object",
  leaseExpiresAt: "string",
  startingShape: "array",
  landmarks: "array",
  placements: "array",
};
const durable: Shape<wire.PlacementMessage> = { landmark: "number", x: "number", y: "number", visibility: "string", sequence: "number" };
const placement: Shape<wire.NewPlacement> = { landmark: "number", x: "number", y: "number", visibility: "string", elapsedMs: "number" };
const place: Shape<wire.PlaceRequest> = { assignmentId: "string", epoch: "number", firstSequence: "number", placements: "array" };
const submit: Shape<wire.SubmitRequest> = {
  assignmentId: "string",
  epoch: "number",
  sequence: "number",
  acknowledgedFindings: "array",
  moved: "array",
};
const finding: Shape<wire.Finding> = { id: "string", landmark: "number", code: "string", severity: "string", message: "string" };
const outcome: Shape<wire.SubmissionOutcome> = {
  assignmentId: "string",
  status: "string",
  findings: "array",
  earning: "object",
  feedback: "object",
};
const earnings: Shape<wire.EarningsChanged> = { pending: "object", payable: "object", today: "object" };
const change: Shape<wire.AssignmentChanged> = { assignmentId: "string", status: "string", reason: "string" };

type Message = Record<string, unknown>;

const fixtures: Record<string, Message> = { TaskOffer, PlaceRequest, SubmitRequest, SubmissionOutcome, EarningsChanged, AssignmentChanged };

const fixture = (name: string): Message => fixtures[name]!;

const kindOf = (value: unknown): string => (Array.isArray(value) ? "array" : typeof value);

describe("the hub's messages", () => {
  it.each<[string, (message: Message) => unknown, Message]>([
    ["TaskOffer", (m) => m, offer],
    ["TaskOffer", (m) => m.faceBox, box],
    ["TaskOffer", (m) => m.work, work],
    ["TaskOffer", (m) => m.price, money],
    ["TaskOffer", (m) => (m.placements as Message[])[0], durable],
    ["PlaceRequest", (m) => m, place],
    ["PlaceRequest", (m) => (m.placements as Message[])[0], placement],
    ["SubmitRequest", (m) => m, submit],
    ["SubmissionOutcome", (m) => m, outcome],
    ["SubmissionOutcome", (m) => (m.findings as Message[])[0], finding],
    ["EarningsChanged", (m) => m, earnings],
    ["EarningsChanged", (m) => m.today, money],
    ["AssignmentChanged", (m) => m, change],
  ])("%s has the names that the browser knows", (name, part, shape) => {
    const kinds = Object.fromEntries(Object.entries(part(fixture(name)) as Message).map(([key, value]) => [key, kindOf(value)]));
    expect(kinds).toEqual(shape);
  });

  it("names every visibility as the browser does", () => {
    const all: Record<wire.Visibility, true> = { visible: true, selfOccluded: true, occluded: true, outside: true };
    const sent = (fixture("PlaceRequest").placements as wire.NewPlacement[]).map((p) => p.visibility);
    expect(new Set(sent)).toEqual(new Set(Object.keys(all)));
  });
});
