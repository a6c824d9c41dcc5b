package pizzashop.platform.customer;

/**
 * What a customer wants.
 *
 * @param pizza its name on the menu
 * @param quantity how many
 */
public record OrderLine(String pizza, int quantity) {
}
