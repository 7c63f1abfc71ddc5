using System.Resources;
using System.Runtime.CompilerServices;

// The neutral resource files are the Chinese ones: no satellite is looked for.
[assembly: NeutralResourcesLanguage("zh-CN")]
[assembly: InternalsVisibleTo("AnnotationHub.Web.Tests")]
[assembly: InternalsVisibleTo("AnnotationHub.Benchmarks")]
