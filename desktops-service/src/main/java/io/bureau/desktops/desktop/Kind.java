package io.bureau.desktops.desktop;

/** What a machine is made as: two of one kind differ in their keys and in nothing else. */
record Kind(
        String image,
        String imageReference,
        String tier,
        int cpus,
        int memoryMegabytes,
        int diskGigabytes,
        int width,
        int height) {

    /** As image and tier are configured now. */
    static Kind of(Images.Image image, String tierName, DesktopsConfig.Tier tier, int width, int height) {
        return new Kind(
                image.name(),
                image.reference(),
                tierName,
                tier.cpus(),
                tier.memoryMegabytes(),
                tier.diskGigabytes(),
                width,
                height);
    }
}
