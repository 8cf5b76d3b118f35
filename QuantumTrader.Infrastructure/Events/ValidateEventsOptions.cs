using Microsoft.Extensions.Options;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>What the attributes cannot say.</summary>
public sealed class ValidateEventsOptions : IValidateOptions<EventsOptions>
{
    public ValidateOptionsResult Validate(string? name, EventsOptions options) =>
        Path.IsPathRooted(options.Directory) || options.Directory.Split('/', '\\').Contains("..")
            ? ValidateOptionsResult.Fail($"Events:Directory '{options.Directory}' must be a folder inside the data directory, such as 'events': the lock on the data directory is what keeps a second engine away from it.")
            : ValidateOptionsResult.Success;
}
