package io.bureau.ratelimit.decision;

/** One demand of a batch, on its way to a verdict. */
record Flight(Demand demand, int index, Answers answers) {

    void settle(Verdict verdict) {
        answers.put(index, verdict);
    }
}
