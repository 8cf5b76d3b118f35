namespace QuantumTrader.Domain.Units;

/// <summary>An amount of the base asset. Directions are carried beside it, so it is never negative in a sound state.</summary>
public readonly record struct Quantity(decimal Value) : IComparable<Quantity>
{
    public static readonly Quantity Zero = new(0m);

    public bool IsPositive => Value > 0m;

    public static Quantity operator +(Quantity a, Quantity b) => new(a.Value + b.Value);
    public static Quantity operator -(Quantity a, Quantity b) => new(a.Value - b.Value);
    public static Quantity operator *(Quantity a, Fraction share) => new(a.Value * share.Value);
    public static bool operator <(Quantity a, Quantity b) => a.Value < b.Value;
    public static bool operator >(Quantity a, Quantity b) => a.Value > b.Value;
    public static bool operator <=(Quantity a, Quantity b) => a.Value <= b.Value;
    public static bool operator >=(Quantity a, Quantity b) => a.Value >= b.Value;

    public static Quantity Min(Quantity a, Quantity b) => a.Value <= b.Value ? a : b;

    /// <summary>The largest multiple of <paramref name="stepSize"/> not above this amount; never rounded up, also not to one step.</summary>
    public Quantity FloorToStep(decimal stepSize) => new(Rounding.Floor(Value, stepSize));

    public int CompareTo(Quantity other) => Value.CompareTo(other.Value);

    public override string ToString() => Rounding.Text(Value);
}
