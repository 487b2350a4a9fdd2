package io.bureau.apikey.leak;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code leak_response}. */
@Entity
@Table(name = "leak_response")
class ChosenResponse {

    @Id
    String organisationId;

    String response;

    static ChosenResponse of(String organisation, LeakResponse response) {
        var chosen = new ChosenResponse();
        chosen.organisationId = organisation;
        chosen.response = response.id();
        return chosen;
    }

    LeakResponse response() {
        return LeakResponse.byId(response);
    }
}
