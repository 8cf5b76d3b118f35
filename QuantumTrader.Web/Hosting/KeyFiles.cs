using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using QuantumTrader.Web.Access.Account;

namespace QuantumTrader.Web.Hosting;

/// <summary>The cookie keys, for the owner of the directory alone. One that cannot be read is left out: whoever signed in with it signs in again.</summary>
internal sealed class KeyFiles(DirectoryInfo directory, ILoggerFactory logs) : FileSystemXmlRepository(Private(directory), logs)
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerDirectory = OwnerFile | UnixFileMode.UserExecute;
    private const string Pattern = "*.xml";
    private readonly ILogger _log = logs.CreateLogger<KeyFiles>();

    public override IReadOnlyCollection<XElement> GetAllElements() => [.. Directory.EnumerateFiles(Pattern).Select(Read).OfType<XElement>()];

    public override void StoreElement(XElement element, string friendlyName)
    {
        base.StoreElement(element, friendlyName);
        Guard(Directory);
    }

    private XElement? Read(FileInfo file)
    {
        try
        {
            using var text = file.OpenRead();
            return XElement.Load(text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or XmlException)
        {
            _log.KeyFileUnreadable(file.Name, e.Message);
            return null;
        }
    }

    private static DirectoryInfo Private(DirectoryInfo directory)
    {
        directory.Create();
        Guard(directory);
        return directory;
    }

    // The directory first: nobody can look while a file in it is still open to all.
    private static void Guard(DirectoryInfo directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // there the system encrypts them for this user
        }

        File.SetUnixFileMode(directory.FullName, OwnerDirectory);
        foreach (var file in directory.EnumerateFiles(Pattern))
        {
            File.SetUnixFileMode(file.FullName, OwnerFile);
        }
    }
}
