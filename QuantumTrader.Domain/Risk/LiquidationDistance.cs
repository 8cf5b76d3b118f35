using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>How far a position is from the price at which the venue takes it away. Pure.</summary>
public static class LiquidationDistance
{
    /// <summary>
    /// As a share of the mark; zero when the mark is at that price or past it. Null: the venue gives no price, or in hedge mode one that
    /// lies where this leg wins: it is the other leg that is in danger then, and making this one smaller would bring it nearer.
    /// </summary>
    /// <param name="position">As the venue told it.</param>
    /// <param name="mark">Above zero.</param>
    public static Fraction? Of(VenuePosition position, Price mark)
    {
        if (position.LiquidationPrice is not { IsValid: true } at)
        {
            return null;
        }

        var room = (mark.Value - at.Value) * position.Direction.Sign();
        return room > 0m ? new Fraction(room / mark.Value)
            : position.PositionSide == PositionSide.Both || room == 0m ? Fraction.Zero
            : null;
    }
}
