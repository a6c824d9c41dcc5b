package pizzashop.order.menu;

/** A pizza as the menu offers it. */
public record Pizza(String name, String description, Money price) {

}
