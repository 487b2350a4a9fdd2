package io.bureau.desktops.desktop;

import io.bureau.desktops.people.People;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Puts names to those who have created desktops. */
@ApplicationScoped
class Creators {

    private final People people;

    Creators(People people) {
        this.people = people;
    }

    Uni<DesktopView> named(DesktopView desktop) {
        return allNamed(List.of(desktop)).map(List::getFirst);
    }

    Uni<List<DesktopView>> allNamed(List<DesktopView> desktops) {
        var users =
                desktops.stream().flatMap(desktop -> desktop.creator().stream()).toList();
        return people.names(users)
                .map(names ->
                        desktops.stream().map(desktop -> desktop.named(names)).toList());
    }
}
