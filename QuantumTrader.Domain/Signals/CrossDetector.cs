namespace QuantumTrader.Domain.Signals;

/// <summary>
/// Tells the one bar at which a difference changes its sign. Touching zero is not a crossing; coming out of it on the
/// other side is. NaN forgets the side, so the first bar after it never counts as a crossing.
/// </summary>
internal struct CrossDetector
{
    private int _side;

    /// <summary>+1 upwards, -1 downwards, 0 neither; NaN while the side is not known.</summary>
    public double Next(double difference)
    {
        if (double.IsNaN(difference))
        {
            _side = 0;
            return double.NaN;
        }

        var side = Math.Sign(difference);
        var cross = side * _side < 0 ? side : 0;
        _side = side == 0 ? _side : side;
        return cross;
    }
}
