const config = {
  title: 'The loop',
  tagline: 'Prepare well',
};
export default config;
