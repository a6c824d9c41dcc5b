package pizzashop.kitchen.oven;

/** The oven jammed, or was repaired. Published in the transaction that made it so. */
public record OvenSwitched(boolean jammed) {

}
