namespace QuantumTrader.Simulation.Checks;

/// <summary>What one process has read of the venue: how long, without a reading to the contrary, each kind of reading has said "nothing".</summary>
internal sealed class FlatnessLog
{
    public Track Accounts { get; } = new();

    public Track Orders { get; } = new();

    public Track Conditionals { get; } = new();

    /// <summary>The shortest of the three spans; the proof needs two readings at least a second apart.</summary>
    public TimeSpan Span => new[] { Accounts.Span, Orders.Span, Conditionals.Span }.Min();

    internal sealed class Track
    {
        private DateTimeOffset? _first;
        private DateTimeOffset _last;

        public TimeSpan Span => _first is { } first ? _last - first : TimeSpan.Zero;

        /// <param name="atUtc">When the answer came.</param>
        /// <param name="count">What it listed; null when it failed, which says nothing.</param>
        public void Note(DateTimeOffset atUtc, int? count)
        {
            if (count is not null)
            {
                _first = count == 0 ? _first ?? atUtc : null;
                _last = atUtc;
            }
        }
    }
}
