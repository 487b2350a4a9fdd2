package io.bureau.desktops.desktop;

import io.bureau.desktops.people.People;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Puts names to those whom desktops tell of: who created them, who has control of them. */
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
        var users = desktops.stream().flatMap(DesktopView::people).toList();
        return people.names(users)
                .map(names ->
                        desktops.stream().map(desktop -> desktop.named(names)).toList());
    }
}
