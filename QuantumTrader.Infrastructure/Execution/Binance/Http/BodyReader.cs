namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

/// <summary>An answer's body in borrowed memory, never more than its endpoint may answer.</summary>
internal static class BodyReader
{
    private const int SizeFirst = 8 * 1024;

    /// <returns>The memory, to be given back to the pool, and how much of it is the body.</returns>
    /// <exception cref="InvalidDataException">It is longer than the limit.</exception>
    public static async ValueTask<(byte[] Memory, int Length)> ReadAsync(HttpContent content, BinanceEndpoint endpoint, CancellationToken limited)
    {
        if (content.Headers.ContentLength > endpoint.BodyMax)
        {
            throw TooLong(endpoint);
        }

        var memory = VenueMemory.Pool.Rent(SizeFirst);
        try
        {
            using var stream = await content.ReadAsStreamAsync(limited).ConfigureAwait(false);
            var length = 0;
            while (true)
            {
                var read = await stream.ReadAsync(memory.AsMemory(length), limited).ConfigureAwait(false);
                if (read == 0)
                {
                    return (memory, length);
                }

                length += read;
                if (length > endpoint.BodyMax)
                {
                    throw TooLong(endpoint);
                }

                memory = length == memory.Length ? Larger(memory) : memory;
            }
        }
        catch
        {
            VenueMemory.Pool.Return(memory);
            throw;
        }
    }

    private static byte[] Larger(byte[] memory)
    {
        var larger = VenueMemory.Pool.Rent(memory.Length * 2);
        memory.CopyTo(larger, 0);
        VenueMemory.Pool.Return(memory);
        return larger;
    }

    private static InvalidDataException TooLong(BinanceEndpoint endpoint) => new($"The answer of {endpoint.Name} is longer than {endpoint.BodyMax / 1024} KB.");
}
