using QuantumTrader.Domain.Units;

namespace QuantumTrader.FakeVenue;

/// <summary>The venue's counters. Used only under <see cref="Venue.Gate"/>.</summary>
public sealed class VenueIds(ulong seed)
{
    private readonly SeededRandom _random = new(seed);
    private long _order = 8_389_765_000_000;
    private long _algo = 3_000_000_000_000_000;
    private long _transaction = 9_689_322_000;

    public long NextOrder() => ++_order;

    public long NextAlgo() => ++_algo;

    public long NextTransaction() => ++_transaction;

    /// <summary>22 characters, as the venue makes them for who sends none.</summary>
    public string ClientId()
    {
        const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        return string.Create(22, _random, (text, random) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = Alphabet[random.Next(Alphabet.Length)];
            }
        });
    }
}
