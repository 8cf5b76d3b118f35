using Microsoft.Extensions.Options;
using QuantumTrader.Infrastructure.Execution.Binance;

namespace QuantumTrader.Web.Hosting;

/// <summary>Fills the venue's options from the encrypted file of this data directory, before they are checked.</summary>
internal sealed class VenueKeyOptions(IConfiguration configuration, string directory) : IPostConfigureOptions<BinanceOptions>
{
    /// <exception cref="OptionsValidationException">The file is needed and cannot be used; the message names it.</exception>
    public void PostConfigure(string? name, BinanceOptions options)
    {
        if (VenueKeyFile.Fill(configuration, directory, options) is { } problem)
        {
            throw new OptionsValidationException(BinanceOptions.Section, typeof(BinanceOptions), [problem]);
        }
    }
}
